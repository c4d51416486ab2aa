import { takeStreamed } from '../../../server/feeds/take-streamed.js';
import { Alarm, Intake, ReportStream } from '../../../server/ports.js';

/** Time passes at once. */
class NoWait extends Alarm {
  override at(): Promise<void> {
    return Promise.resolve();
  }
}
class NothingTaken extends Intake {
  override take(): ReturnType<Intake['take']> {
    return Promise.reject(new Error('there is nothing to take'));
  }
}
/** A stream that answers as it is told to, question by question; then it stops who asks. */
class ScriptedStream extends ReportStream {
  constructor(
    private readonly answers: string[],
    private readonly stop: AbortController,
  ) {
    super();
  }
  override next(): ReturnType<ReportStream['next']> {
    const answer = this.answers.shift();
    if (this.answers.length === 0) this.stop.abort();
    return answer === 'fine' ? Promise.resolve([]) : Promise.reject(new Error(answer));
  }
  override taken(): Promise<void> {
    return Promise.resolve();
  }
  override setAside(): Promise<void> {
    return Promise.resolve();
  }
  override state(): ReturnType<ReportStream['state']> {
    return Promise.resolve({ pending: 0, rejected: 0 });
  }
}

test('that the stream cannot be read is said once, and again for another reason; so is that it can be', async () => {
  const stop = new AbortController();
  const said: string[] = [];
  const answers = ['fine', 'away', 'away', 'away', 'denied', 'fine', 'fine', 'away', 'fine'];
  await takeStreamed(
    {
      reports: new ScriptedStream(answers, stop),
      told: () => undefined,
      recovered: () => said.push('again'),
      intake: new NothingTaken(),
      clock: { now: () => '2026-07-30T12:00:00.000Z' },
      alarm: new NoWait(),
    },
    stop.signal,
    (cause) => said.push((cause as Error).message),
  );
  expect(said).toEqual(['away', 'denied', 'again', 'away', 'again']);
});
