import { screenAt, screensOf } from '../../../client/app/routes.js';

describe('screens', () => {
  it('follow from the roles, each once', () => {
    expect(screensOf(['handler'])).toEqual(['call', 'board', 'shift']);
    expect(screensOf(['officer'])).toEqual(['officer', 'shift']);
    expect(screensOf(['sergeant'])[0]).toBe('review');
    expect(screensOf(['supervisor', 'handler'])).toEqual([
      'call',
      'board',
      'shift',
      'rulings',
      'review',
      'load',
      'registers',
      'oversight',
    ]);
    expect(screensOf(['administrator'])).toEqual(['load', 'registers', 'people', 'oversight', 'keeping']);
    expect(screensOf(['officer', 'dispatcher'])).toEqual(['board', 'shift', 'officer']);
  });

  it('[R7] an address never brings up a screen that is not the person’s', () => {
    expect(screenAt('#/call', screensOf(['officer']))).toBe('officer');
    expect(screenAt('#/board', screensOf(['handler']))).toBe('board');
    expect(screenAt('', screensOf(['handler']))).toBe('call');
  });
});
