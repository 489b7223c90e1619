# SPDX-License-Identifier: GPL-3.0-or-later
"""The session's keyring, locked and unlocked as its owner does, and a way around the session's bus."""
import contextlib

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

PASSWORD = b'test'  # of tests/session.sh
SERVICE, PATH = 'org.freedesktop.secrets', '/org/freedesktop/secrets'


def call(bus, name, path, method, arguments):
    interface, _, member = method.rpartition('.')
    return bus.call_sync(name, path, interface, member, arguments, None, Gio.DBusCallFlags.NONE, 10000, None).unpack()


def accessibility_bus():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    return call(bus, 'org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus.GetAddress', None)[0]


@contextlib.contextmanager
def locked():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    collection = call(bus, SERVICE, PATH, 'org.freedesktop.Secret.Service.ReadAlias', GLib.Variant('(s)', ('default',)))[0]
    done, _ = call(bus, SERVICE, PATH, 'org.freedesktop.Secret.Service.Lock', GLib.Variant('(ao)', ([collection],)))
    assert done == [collection], 'the keyring is not locked: %s' % done
    try:
        yield
    finally:
        _, session = call(bus, SERVICE, PATH, 'org.freedesktop.Secret.Service.OpenSession',
                          GLib.Variant('(sv)', ('plain', GLib.Variant('s', ''))))
        call(bus, SERVICE, PATH, 'org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface.UnlockWithMasterPassword',
             GLib.Variant('(o(oayays))', (collection, (session, b'', PASSWORD, 'text/plain'))))
