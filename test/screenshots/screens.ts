import type { KeyboardUser } from '../support/keyboard-user.js';

/** One screen as somebody sees it. */
export interface Shot {
  /** who is signed in; undefined: nobody */
  readonly as?: string;
  /** the address, from the root */
  readonly at: string;
  /** what this person does before the picture is taken; resolves when it shows */
  readonly prepare: (user: KeyboardUser) => Promise<void>;
  /** then the link is lost, and the screen says so */
  readonly linkLost?: true;
  /** in a control room where nothing has happened yet */
  readonly empty?: true;
}

const shows =
  (text: string | RegExp) =>
  async ({ page }: KeyboardUser): Promise<void> =>
    page.getByText(text).filter({ visible: true }).first().waitFor();

/** Where nothing has happened yet, the screen has words for that. */
const empty = (as: string, screen: string, words: RegExp): Shot => ({
  as,
  at: `/#/${screen}`,
  empty: true,
  prepare: shows(words),
});

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
  load: { as: 'supervisor', at: '/#/load', prepare: shows(/wait for a first look;/) },
  registers: { as: 'admin', at: '/#/registers', prepare: async ({ page }) => page.getByRole('row').nth(5).waitFor() },
  officer: {
    as: 'officer1',
    at: '/#/officer',
    prepare: async ({ page }) => page.getByRole('button', { name: /^Acknowledge/ }).waitFor(),
  },
  review: { as: 'sergeant', at: '/#/review', prepare: shows(/Suspects at large/) },
  shift: { as: 'supervisor', at: '/#/shift', prepare: shows(/^Handed to you/) },
  'shift-of-an-inspector': { as: 'inspector', at: '/#/shift', prepare: shows('Records to review') },
  oversight: { as: 'inspector', at: '/#/oversight', prepare: shows(/^As of/) },
  audit: { as: 'auditor', at: '/#/audit', prepare: async ({ page }) => page.getByRole('row').nth(5).waitFor() },
  'audit-of-cards': {
    as: 'auditor',
    at: '/#/audit',
    prepare: async (user) => {
      await user.page.getByRole('row').nth(5).waitFor();
      await user.page.locator('[name=operation]').selectOption('disclosure');
      await user.goTo(user.page.getByRole('button', { name: /^Ask/ }));
      await user.press('Enter');
      await user.goTo(user.page.getByRole('button', { name: /disclosure.*card/ }));
      await user.press('Enter');
      await shows('Fields shown')(user);
    },
  },
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
  'link-lost-call': {
    as: 'handler2',
    at: '/#/call',
    prepare: async (user) => {
      await user.fill('Caller phone', '07700 900999');
      await user.region('Flags').getByText('Threats to kill').first().waitFor();
    },
    linkLost: true,
  },
  'link-lost-board': { as: 'supervisor', at: '/#/board', prepare: shows(/1 High Street/), linkLost: true },
  'link-lost-officer': {
    as: 'officer1',
    at: '/#/officer',
    prepare: async ({ page }) => page.getByRole('button', { name: /^Acknowledge/ }).waitFor(),
    linkLost: true,
  },
  'empty-call': empty('handler', 'call', /Nothing checked yet/),
  'empty-board': empty('dispatcher', 'board', /No open incident is yours/),
  'empty-desk': empty('analyst', 'desk', /Nothing waits for the desk/),
  'empty-rulings': empty('supervisor', 'rulings', /Nothing waits for a ruling/),
  'empty-review': empty('inspector', 'review', /No domestic-abuse incident is open/),
  'empty-shift': empty('supervisor', 'shift', /Nothing is yours/),
  'empty-officer': empty('officer1', 'officer', /not dispatched to anything/),
  scenes: { at: '/scenes.html', prepare: async ({ page }) => page.getByLabel('Password', { exact: true }).waitFor() },
};
