# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of a tour: numbered, named for what they show, in one look after another, with an index in words."""
import os

from journey import screenshot, settled_screenshot

KEPT_STILL = 2.0  # seconds that a picture waits for the screen to rest


class Look:
    """How an official has set up the desktop: colours, and the size of text."""

    def __init__(self, name, words, dark=False, text=1):
        self.name, self.words, self.dark, self.text = name, words, dark, text


LOOKS = [Look('', 'light'), Look('toi', 'dark', dark=True), Look('chu-lon', 'text at 200 %', text=2)]


class Album:
    def __init__(self, place):
        self.place = place
        self.numbers = {}  # name of a picture → its number, the same in every look
        self.pictures = []  # (number, look, words, file)

    def take(self, look, name, words, still=True):
        number = self.numbers.setdefault(name, len(self.numbers) + 1)
        file = '%02d-%s%s.png' % (number, name, '-' + look.name if look.name else '')
        path = os.path.join(self.place, file)
        if still:
            settled_screenshot(path, KEPT_STILL)
        else:
            screenshot(path)
        self.pictures.append((number, look, words, file))
        print('%s  %s' % (file, words), flush=True)

    def write_index(self):
        with open(os.path.join(self.place, 'index.md'), 'w', encoding='utf-8') as file:
            file.write('# Một Cửa: a tour\n')
            for number, look, words, name in sorted(self.pictures, key=lambda picture: picture[0]):
                file.write('\n![%s](%s)\n\n%s (%s)\n' % (words, name, words, look.words))
