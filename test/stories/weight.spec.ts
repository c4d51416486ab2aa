import { DEMONSTRATION_ACCOUNTS } from '../../server/sessions/create-accounts.js';
import { ControlRoom } from '../support/control-room.js';

/** How much script a page may load, compressed, in KB: a phone with a bad signal waits for each of them. */
const DESK_KB = 200;
const PHONE_KB = 150;

describe('what a page weighs', () => {
  const room = ControlRoom.open();

  const oneOfEachRole = [...new Map(DEMONSTRATION_ACCOUNTS.map((account) => [account.roles[0], account])).values()];

  test.each(oneOfEachRole.map(({ username, roles }) => [roles[0]!, username]))(
    'the page of a %s loads the screens of that role alone, compressed, within its budget',
    async (role, username) => {
      const user = await room.seat(username);
      const { page } = user;
      await page.getByRole('button', { name: 'Sign out' }).waitFor();
      await page.getByText('Loading this screen …').waitFor({ state: 'detached' });
      await page.waitForLoadState('networkidle');
      const scripts = await page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map(({ name }) => name)
          .filter((name) => name.endsWith('.js')),
      );
      const loaded = await Promise.all(
        [...new Set(scripts)].map(async (script) => {
          const { headers } = await fetch(script, { method: 'HEAD', headers: { 'accept-encoding': 'gzip' } });
          expect(headers.get('content-encoding')).toBe('gzip');
          return Number(headers.get('content-length'));
        }),
      );
      const kb = loaded.reduce((sum, bytes) => sum + bytes, 0) / 1_000;
      expect(kb).toBeGreaterThan(0);
      expect(kb).toBeLessThan(role === 'officer' ? PHONE_KB : DESK_KB);
      expect(user.errors).toEqual([]);
    },
  );
});
