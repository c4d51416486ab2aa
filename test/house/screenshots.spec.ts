import { SCREEN_NAMES } from '../../client/app/routes.js';
import { SHOTS } from '../screenshots/screens.js';

describe('the pictures of the screens', () => {
  it('are of every screen that there is', () => {
    const shown = new Set(Object.values(SHOTS).map(({ at }) => at));
    const missing = Object.keys(SCREEN_NAMES).filter((screen) => !shown.has(`/#/${screen}`));
    expect(missing).toEqual([]);
  });
});
