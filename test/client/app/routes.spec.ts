import { screenAt, screensOf } from '../../../client/app/routes.js';

describe('the screens of a person', () => {
  it('are the call form and the board for a handler, the board for everyone else', () => {
    expect(screensOf(['handler'])).toEqual(['call', 'board']);
    expect(screensOf(['supervisor'])).toEqual(['board']);
    expect(screensOf([])).toEqual(['board']);
  });

  it('[R7] an address does not open a screen that is not the person’s', () => {
    expect(screenAt('#/call', screensOf(['officer']))).toBe('officer');
    expect(screenAt('#/board', screensOf(['officer']))).toBe('officer');
    expect(screenAt('#/board', screensOf(['handler']))).toBe('board');
    expect(screenAt('', screensOf(['handler']))).toBe('call');
  });
});
