import { Store } from '../data/store.js';

/** How Outrider looks and sounds on this machine. */
export interface Look {
  /** `auto`: day or night, as the system has it */
  readonly palette: 'auto' | 'day' | 'dusk' | 'night';
  /** under a thumb there is one density, whatever is chosen */
  readonly density: 'compact' | 'comfortable';
  /** of danger to life; the words are shown and read out in any case (R13) */
  readonly sound: 'on' | 'off';
  /** whether keys of one character act; off for who speaks to their machine, or brushes keys (WCAG 2.1.4) */
  readonly keys: 'on' | 'off';
}

type Choices = { readonly [Choice in keyof Look]: readonly [Look[Choice], ...Look[Choice][]] };

/** What can be chosen; the first of each holds until somebody does. */
export const CHOICES: Choices = {
  palette: ['auto', 'day', 'dusk', 'night'],
  density: ['compact', 'comfortable'],
  sound: ['on', 'off'],
  keys: ['on', 'off'],
};

const keptUnder = (choice: keyof Look): string => `outrider.${choice}`;

/** What was chosen on this machine, as far as it still can be. */
function kept<C extends keyof Look>(choice: C): Look[C] {
  const among: Choices[C] = CHOICES[choice];
  const value = localStorage.getItem(keptUnder(choice));
  return among.find((one) => one === value) ?? among[0];
}

/** How this page looks; who draws on a canvas subscribes. */
export const look = new Store<Look>({
  palette: kept('palette'),
  density: kept('density'),
  sound: kept('sound'),
  keys: kept('keys'),
});

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

/** Applies what was chosen, and from now on what will be; follows the system where nothing is. */
export function applyLook(): void {
  look.subscribe(draw);
  systemIsDark.addEventListener('change', () => look.set({ ...look.value }));
  draw(look.value);
}

/** Takes over a choice, and remembers it. */
export function choose<C extends keyof Look>(choice: C, value: Look[C]): void {
  localStorage.setItem(keptUnder(choice), value);
  look.set({ ...look.value, [choice]: value });
}

/** Web Awesome is told by the class that it knows. */
function draw({ palette, density }: Look): void {
  const page = document.documentElement;
  page.dataset['palette'] = palette;
  page.dataset['density'] = density;
  page.classList.toggle('wa-dark', palette === 'auto' ? systemIsDark.matches : palette !== 'day');
}
