/** Why a dispatcher was asked to read a card out (R10). */
export type PromptCause = 'eta' | 'not-received' | 'not-acknowledged' | 'new-danger';

/** What is done so that nobody arrives unbriefed, beside the card itself (R10). */
export type BriefingEvent =
  | {
      readonly type: 'briefing-prompted';
      readonly body: {
        readonly v: 1;
        readonly officers: readonly string[];
        /** when they were sent: names the crew */
        readonly dispatchedAt: string;
        readonly version: number;
        readonly cause: PromptCause;
        /** the version that brought a danger to a crew that had read the card before */
        readonly danger?: number;
      };
    }
  | {
      readonly type: 'read-out';
      readonly body: {
        readonly v: 1;
        readonly version: number;
        readonly to: readonly string[];
        /** false: they were asked, could not listen, and nothing was read */
        readonly freeToSpeak: boolean;
      };
    };

/** The latest version of each of these events' bodies. */
export const BRIEFING_EVENTS = { 'briefing-prompted': 1, 'read-out': 1 } as const satisfies Record<
  BriefingEvent['type'],
  number
>;

export const PROMPT_IN_WORDS: Readonly<Record<PromptCause, string>> = {
  eta: 'they may be there at once',
  'not-received': 'the card has not reached them',
  'new-danger': 'a danger to life came after they had read it',
  'not-acknowledged': 'nobody of them has acknowledged the card',
};

/** One of these events in a sentence. */
export function briefingSentence(event: BriefingEvent): string {
  if (event.type === 'briefing-prompted') {
    return `The dispatcher is asked to read the card to ${event.body.officers.join(', ')}: ${PROMPT_IN_WORDS[event.body.cause]}`;
  }
  const { version, to, freeToSpeak } = event.body;
  return freeToSpeak
    ? `Card version ${version} was read out to ${to.join(', ')}`
    : `${to.join(', ')} could not listen: card version ${version} was not read out`;
}
