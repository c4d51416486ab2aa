import { announce } from '../../../client/data/announce.js';
import { flag } from '../../support/cards.js';

const danger = flag('Threats to kill', { severity: 'life-risk' });
const calls = flag('4 calls in 12 months', { kind: 'prior-call', severity: 'medium' });

describe('what a screen reader is told', () => {
  it('[R13] life-risk at once, the rest when there is a pause', () => {
    const { announcements } = announce([danger, calls], [], new Set());
    expect(announcements.map(({ urgency }) => urgency)).toEqual(['assertive', 'polite']);
  });

  it('[R4] with the words that say that nobody reviewed it', () => {
    const { announcements } = announce([danger], [], new Set());
    expect(announcements[0]?.text).toBe('Life risk. Threats to kill, probable, not reviewed.');
  });

  it('[R8] each flag once in a call, also when it goes and comes again', () => {
    const first = announce([danger, calls], [], new Set());
    const gone = announce([], [], first.told);
    expect(announce([danger, calls], [], gone.told).announcements).toEqual([]);
  });
});
