import fc from 'fast-check';
import type { Draft, DraftAck } from '../../../server/contract/index.js';
import { DraftFeed, isUpToDate } from '../../../client/data/draft-feed.js';

const draft = (narrative: string): Draft => ({ source: '999', people: [], narrative });
const answer = (to: string): DraftAck => ({
  ok: true,
  flags: [],
  matches: [],
  checks: [],
  prompts: [{ id: to, question: to, reason: '' }],
  linked: [],
});

/** A feed whose pauses end and whose answers come when the test says so. */
function bench() {
  const pauses: (() => void)[] = [];
  const sent: { narrative: string; answer: (ack: DraftAck) => Promise<void>; fail: () => Promise<void> }[] = [];
  const feed = new DraftFeed({
    send: ({ narrative = '' }) =>
      new Promise((resolve, reject) => {
        const settled = () => new Promise<void>((done) => setImmediate(done));
        sent.push({
          narrative,
          answer: (ack) => (resolve(ack), settled()),
          fail: () => (reject(new Error('timeout')), settled()),
        });
      }),
    now: () => 0,
    after: (_ms, then) => {
      pauses.push(then);
      return () => {
        const at = pauses.indexOf(then);
        if (at >= 0) pauses.splice(at, 1);
      };
    },
  });
  const pause = () => pauses.splice(0).forEach((then) => then());
  const shown = () => feed.state.value.answer?.reply.prompts[0]?.id;
  return { feed, sent, pause, shown };
}

describe('drafts while a report is typed', () => {
  it('are sent after a pause, one at a time, the latest last', async () => {
    const { feed, sent, pause, shown } = bench();
    feed.typed(draft('k'));
    feed.typed(draft('kn'));
    pause();
    feed.typed(draft('kni'));
    feed.typed(draft('knife'));
    pause();
    expect(sent.map(({ narrative }) => narrative)).toEqual(['kn']);
    await sent[0]?.answer(answer('kn'));
    expect(shown()).toBe('kn');
    expect(sent.map(({ narrative }) => narrative)).toEqual(['kn', 'knife']);
    await sent[1]?.answer(answer('knife'));
    expect(shown()).toBe('knife');
    expect(isUpToDate(feed.state.value)).toBe(true);
  });

  it('[R2] an answer to a form that has been emptied since is not shown', async () => {
    const { feed, sent, pause, shown } = bench();
    feed.typed(draft('knife'));
    pause();
    feed.typed(undefined);
    await sent[0]?.answer(answer('knife'));
    expect(shown()).toBeUndefined();
    expect(feed.state.value.trouble).toBeUndefined();
  });

  it('[R2] a draft without an answer says so, keeps the last answer, and is sent again when the link is back', async () => {
    const { feed, sent, pause, shown } = bench();
    feed.typed(draft('one'));
    pause();
    await sent[0]?.answer(answer('one'));
    feed.typed(draft('two'));
    pause();
    await sent[1]?.fail();
    expect(feed.state.value.trouble).toContain('did not answer');
    expect(shown()).toBe('one');
    feed.retry();
    await sent[2]?.answer(answer('two'));
    expect(feed.state.value.trouble).toBeUndefined();
    expect(shown()).toBe('two');
  });

  it('[R8] what has been answered is not asked again', async () => {
    const { feed, sent, pause } = bench();
    feed.typed(draft('one'));
    pause();
    await sent[0]?.answer(answer('one'));
    feed.retry();
    pause();
    expect(sent).toHaveLength(1);
  });

  it('whatever is typed and whenever answers come, never two are on their way and the last one wins', async () => {
    const step = fc.constantFrom('type', 'pause', 'answer', 'fail', 'empty');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { feed, sent, pause, shown } = bench();
        let typed = 0;
        let settled = 0;
        const settle = async (ok: boolean) => {
          const open = sent[settled];
          if (open === undefined) return;
          settled += 1;
          await (ok ? open.answer(answer(open.narrative)) : open.fail());
        };
        for (const one of steps) {
          if (one === 'type') feed.typed(draft(String((typed += 1))));
          else if (one === 'pause') pause();
          else if (one === 'empty') feed.typed(undefined);
          else await settle(one === 'answer');
          expect(sent.length - settled).toBeLessThanOrEqual(1);
        }
        feed.typed(draft('last'));
        pause();
        while (settled < sent.length) await settle(true);
        expect(shown()).toBe('last');
      }),
    );
  });
});
