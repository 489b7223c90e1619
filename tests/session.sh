#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# session.sh COMMAND…: runs a command in a throw-away session: X server, message bus, unlocked keyring, private home.
# KEYRING=no: without a keyring; DISPLAY_SERVER=no: without X. Ends only what it started.
set -u
if [ "${1:-}" = --inner ]; then
  shift
  pids=
  trap 'kill $pids 2>/dev/null' EXIT
  trap 'exit 143' TERM INT
  if [ "${KEYRING:-yes}" = yes ]; then
    printf test | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
    pids="$pids $!"
    gdbus wait --session --timeout 10 org.freedesktop.secrets || exit 1
  fi
  if [ "${DISPLAY_SERVER:-yes}" = yes ]; then
    # a window that comes before the window manager does not get the keyboard
    openbox --startup "touch $XDG_RUNTIME_DIR/window-manager" >/dev/null 2>&1 &
    pids="$pids $!"
    until [ -e "$XDG_RUNTIME_DIR/window-manager" ]; do
      kill -0 $! 2>/dev/null || { echo "session.sh: no window manager" >&2; exit 1; }
      sleep .02
    done
  fi
  "$@" &
  command=$!
  pids="$command $pids"
  wait $command
  exit $?
fi
place=$(mktemp -d)
pids=
finish() {
  kill $pids 2>/dev/null
  wait 2>/dev/null
  # what the bus started carries our own runtime directory in its environment
  for environ in /proc/[0-9]*/environ; do
    pid=${environ#/proc/}
    pid=${pid%/environ}
    [ "$pid" != $$ ] && grep -qszF "XDG_RUNTIME_DIR=$place/run" "$environ" && kill -9 "$pid" 2>/dev/null
  done
  rm -rf --one-file-system "$place"
}
trap finish EXIT
trap 'exit 143' TERM INT
export HOME=$place/home XDG_DATA_HOME=$place/data XDG_CONFIG_HOME=$place/config XDG_CACHE_HOME=$place/cache
export XDG_RUNTIME_DIR=$place/run XDG_CURRENT_DESKTOP=GNOME XDG_SESSION_TYPE=x11 GIO_USE_VFS=local
export GSETTINGS_BACKEND=${GSETTINGS_BACKEND:-keyfile} GSK_RENDERER=cairo NO_AT_BRIDGE=${NO_AT_BRIDGE:-0}
mkdir -p "$HOME" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME/gtk-4.0" "$XDG_CACHE_HOME"
mkdir -m 700 "$XDG_RUNTIME_DIR"
# the pictures use the font of the Flatpak's runtime
printf '[Settings]\ngtk-font-name=Inter 11\ngtk-hint-font-metrics=true\n' >"$XDG_CONFIG_HOME/gtk-4.0/settings.ini"
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS DISPLAY
if [ "${DISPLAY_SERVER:-yes}" = yes ]; then
  Xvfb -displayfd 3 -screen 0 "${SCREEN:-1366x768x24}" -nolisten tcp -noreset \
    -fbdir "$place" 3>"$place/display" 2>/dev/null &
  pids=$!
  until [ -s "$place/display" ]; do
    kill -0 $pids 2>/dev/null || { echo "session.sh: no X server" >&2; exit 1; }
    sleep .05
  done
  DISPLAY=:$(cat "$place/display")
  export DISPLAY MC_TEST_FRAMEBUFFER=$place/Xvfb_screen0
fi
# a bus that activates nothing but the accessibility bus: no portals of the machine take part
mkdir "$place/services"
cp /usr/share/dbus-1/services/org.a11y.Bus.service "$place/services" 2>/dev/null
cat >"$place/bus.conf" <<X
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><servicedir>$place/services</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
X
dbus-run-session --config-file="$place/bus.conf" -- "$0" --inner "$@" &
bus=$!
pids="$bus $pids"
wait $bus
exit $?
