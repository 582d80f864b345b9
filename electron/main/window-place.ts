import { readFileSync, writeFileSync } from 'node:fs';
import { screen, type BrowserWindow, type Rectangle } from 'electron';
import { z } from 'zod';

const bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(400), height: z.int().min(300) });
const usual = { width: 1440, height: 900 };

export type WindowPlace = {
  readonly remembered: () => Partial<Rectangle>;
  readonly follow: (window: BrowserWindow) => void;
};

/** Remembers in a file where the window stood; a place on a screen that is gone is forgotten. */
export function windowPlace(file: string): WindowPlace {
  return {
    remembered: () => {
      const known = read(file);
      return known !== null && isOnScreen(known) ? known : usualPlace();
    },
    follow: (window) => {
      window.on('close', () => {
        if (!window.isMinimized() && !window.isFullScreen()) write(file, window.getBounds());
      });
    },
  };
}

/** In the middle of the main screen, never larger than it. */
function usualPlace(): Rectangle {
  const { workArea } = screen.getPrimaryDisplay();
  const width = Math.min(usual.width, workArea.width);
  const height = Math.min(usual.height, workArea.height);
  return { x: workArea.x + Math.floor((workArea.width - width) / 2), y: workArea.y + Math.floor((workArea.height - height) / 2), width, height };
}

function read(file: string): Rectangle | null {
  try {
    return bounds.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // No file yet, or one that is not ours: the usual place is as good.
    return null;
  }
}

function write(file: string, place: Rectangle): void {
  try {
    writeFileSync(file, JSON.stringify(place));
  } catch {
    // A full disk must not keep a window from closing.
  }
}

function isOnScreen(place: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const right = Math.min(place.x + place.width, workArea.x + workArea.width);
    const bottom = Math.min(place.y + place.height, workArea.y + workArea.height);
    return right - Math.max(place.x, workArea.x) >= 200 && bottom - Math.max(place.y, workArea.y) >= 100;
  });
}
