/** Which colours: the system's choice, or the person's. */
export type Palette = 'auto' | 'day' | 'night';

const KEPT_UNDER = 'outrider.palette';
const PALETTES: readonly Palette[] = ['auto', 'day', 'night'];

/** The palette that was chosen on this machine. */
export function keptPalette(): Palette {
  const kept = localStorage.getItem(KEPT_UNDER);
  return PALETTES.find((palette) => palette === kept) ?? 'auto';
}

/** Applies a palette to the page and remembers it; Web Awesome is told by the class that it knows. */
export function applyPalette(palette: Palette): void {
  localStorage.setItem(KEPT_UNDER, palette);
  const dark = palette === 'night' || (palette === 'auto' && systemIsDark.matches);
  document.documentElement.dataset['palette'] = palette;
  document.documentElement.classList.toggle('wa-dark', dark);
}

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

/** Follows the system from now on, as long as the person has not chosen. */
export function followSystem(): void {
  applyPalette(keptPalette());
  systemIsDark.addEventListener('change', () => applyPalette(keptPalette()));
}

/** The one after this, in the order of the button. */
export const nextPalette = (palette: Palette): Palette =>
  PALETTES[(PALETTES.indexOf(palette) + 1) % PALETTES.length] ?? 'auto';
