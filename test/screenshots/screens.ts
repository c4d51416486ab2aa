import type { KeyboardUser } from '../support/keyboard-user.js';

/** One screen as somebody sees it. */
export interface Shot {
  /** who is signed in; undefined: nobody */
  readonly as?: string;
  /** the address, from the root */
  readonly at: string;
  /** what this person does before the picture is taken; resolves when it shows */
  readonly prepare: (user: KeyboardUser) => Promise<void>;
}

const shows =
  (text: string | RegExp) =>
  async ({ page }: KeyboardUser): Promise<void> =>
    page.getByText(text).filter({ visible: true }).first().waitFor();

/** Every screen of `client/app/routes.ts`, what is before them and what is over them; a test compares the lists. */
export const SHOTS: Readonly<Record<string, Shot>> = {
  'sign-in': { at: '/', prepare: async ({ page }) => page.getByLabel('Password', { exact: true }).waitFor() },
  call: {
    as: 'handler',
    at: '/#/call',
    prepare: async (user) => {
      await user.fill('Caller phone', '07700 900123');
      await user.fill('Given names', 'Mabel');
      await user.fill('Surname', 'Collins');
      await user.fill('Date of birth', '9/9/1981');
      const marker = user.region('Flags').getByRole('button', { name: /Threatened with a shotgun/ });
      await marker.first().waitFor();
    },
  },
  evidence: {
    as: 'handler2',
    at: '/#/call',
    prepare: async (user) => {
      await user.fill('Given names', 'Mable');
      await user.fill('Surname', 'Colins');
      await user.fill('Date of birth', '9/9/1981');
      await user.region('Flags').getByText('Threatened with a shotgun').first().waitFor();
      await user.goTo(user.region('Flags').getByRole('button'));
      await user.press('Enter');
      await user
        .region('Evidence')
        .getByText(/Adds up to/i)
        .first()
        .waitFor();
    },
  },
  board: {
    as: 'dispatcher',
    at: '/#/board',
    prepare: async (user) => {
      await shows(/1 High Street/)(user);
      await user.press('ArrowDown');
      await user.page.getByText('What is known').first().waitFor();
    },
  },
  desk: {
    as: 'analyst',
    at: '/#/desk',
    prepare: async (user) => {
      await user.page.getByRole('button', { name: /Go off duty/ }).waitFor();
      await user.press('n');
      await user.region('Matches').getByRole('listitem').getByRole('button').first().waitFor();
    },
  },
  rulings: { as: 'supervisor', at: '/#/rulings', prepare: shows(/tomorrow will do/) },
  load: { as: 'supervisor', at: '/#/load', prepare: async ({ page }) => page.locator('canvas').first().waitFor() },
  registers: { as: 'admin', at: '/#/registers', prepare: async ({ page }) => page.getByRole('row').nth(5).waitFor() },
  officer: {
    as: 'officer1',
    at: '/#/officer',
    prepare: async ({ page }) => page.getByRole('button', { name: /^Acknowledge/ }).waitFor(),
  },
  review: { as: 'sergeant', at: '/#/review', prepare: shows(/Suspects at large/) },
  shift: { as: 'supervisor', at: '/#/shift', prepare: shows('My shift') },
  oversight: { as: 'inspector', at: '/#/oversight', prepare: shows('Oversight') },
  audit: { as: 'auditor', at: '/#/audit', prepare: async ({ page }) => page.getByRole('row').nth(5).waitFor() },
  keeping: { as: 'admin', at: '/#/keeping', prepare: shows('Nothing is on legal hold.') },
  people: { as: 'admin', at: '/#/people', prepare: shows('officer8') },
  keys: {
    as: 'handler',
    at: '/#/call',
    prepare: async (user) => {
      await user.page.getByLabel('Caller phone', { exact: true }).waitFor();
      await user.press('F1');
      await shows(/^This list/)(user);
    },
  },
  scenes: { at: '/scenes.html', prepare: async ({ page }) => page.getByLabel('Password', { exact: true }).waitFor() },
};
