/**
 * What closing and handing over ought to come to, written down without a look at how it is done: a list of everything that
 * was said, and answers found by going through all of it every time. It imports nothing of the domain.
 */

export type Person = 'officer' | 'officer-too' | 'sergeant' | 'supervisor' | 'handler' | 'handler-too';
export type Kind = 'incident' | 'suspect';

/** Something that somebody did, and that was in effect. */
export type Deed =
  | { readonly did: 'sent'; readonly by: Person }
  | { readonly did: 'arrived' | 'left'; readonly by: Person }
  | { readonly did: 'at-large' | 'found'; readonly by: Person }
  | { readonly did: 'signed'; readonly by: Person; readonly stage: number; readonly answered: boolean }
  | { readonly did: 'danger' }
  | { readonly did: 'closed' | 'reopened'; readonly by: Person }
  | {
      readonly did: 'offered';
      readonly by: Person;
      readonly to: Person;
      readonly kind: Kind;
      readonly handover: string;
    }
  | { readonly did: 'accepted'; readonly by: Person; readonly kind: Kind; readonly handover: string };

const STAGE: Readonly<Record<Person, number>> = {
  officer: 0,
  'officer-too': 0,
  sergeant: 1,
  supervisor: 2,
  handler: -1,
  'handler-too': -1,
};

/** One domestic-abuse incident with a victim, reported by the handler, and what has happened to it. */
export class Oracle {
  readonly deeds: Deed[] = [];

  #has(did: Deed['did']): boolean {
    return this.deeds.some((deed) => deed.did === did);
  }

  isClosed(): boolean {
    return this.deeds.findLast(({ did }) => did === 'closed' || did === 'reopened')?.did === 'closed';
  }

  isAtLarge(): boolean {
    return this.deeds.findLast(({ did }) => did === 'at-large' || did === 'found')?.did === 'at-large';
  }

  /** Since the last thing that ends every assessment: a new danger, a suspect who is newly at large, opening again. */
  signatures(): readonly Extract<Deed, { did: 'signed' }>[] {
    let standing: Extract<Deed, { did: 'signed' }>[] = [];
    let large = false;
    for (const deed of this.deeds) {
      if (deed.did === 'signed') standing = [...standing, deed];
      if (deed.did === 'danger' || deed.did === 'reopened') standing = [];
      if (deed.did === 'at-large' && !large) standing = [];
      if (deed.did === 'at-large') large = true;
      if (deed.did === 'found') large = false;
    }
    return standing;
  }

  isThere(): boolean {
    return this.deeds.findLast(({ did }) => did === 'sent' || did === 'left' || did === 'closed')?.did === 'sent';
  }

  maySign(by: Person): boolean {
    if (this.isClosed()) return false;
    const signed = this.signatures();
    if (signed.some((one) => one.by === by)) return false;
    const stage = signed.length;
    if (stage > 2) return false;
    if (stage > 0) return STAGE[by] === stage;
    return this.#has('sent') ? by === 'officer' : by === 'handler' || by === 'handler-too';
  }

  mayClose(): boolean {
    if (this.isClosed() || this.isAtLarge() || this.isThere()) return false;
    if (!this.#has('arrived')) return false;
    const answered = this.deeds.some((deed) => deed.did === 'signed' && deed.answered);
    return answered && this.signatures().length === 3;
  }

  /** Whose something is; undefined: there is no such thing at the moment. */
  ownerOf(kind: Kind): Person | undefined {
    if (this.isClosed()) return undefined;
    if (kind === 'suspect' && !this.isAtLarge()) return undefined;
    let owner: Person = 'handler';
    let sent = false;
    let large = false;
    for (const deed of this.deeds) {
      if (kind === 'incident' && deed.did === 'sent' && !sent) owner = deed.by;
      if (deed.did === 'sent') sent = true;
      if (kind === 'incident' && deed.did === 'reopened') owner = deed.by;
      if (kind === 'suspect' && deed.did === 'at-large' && !large) owner = deed.by;
      if (deed.did === 'at-large') large = true;
      if (deed.did === 'found') large = false;
      if (deed.did === 'accepted' && deed.kind === kind) owner = deed.by;
    }
    return owner;
  }

  /** The offer of something that waits: the last one since the last time that it was closed or accepted. */
  offerOf(kind: Kind): Extract<Deed, { did: 'offered' }> | undefined {
    let offer: Extract<Deed, { did: 'offered' }> | undefined;
    for (const deed of this.deeds) {
      if (deed.did === 'offered' && deed.kind === kind) offer = deed;
      if (deed.did === 'closed' || (deed.did === 'accepted' && deed.kind === kind)) offer = undefined;
    }
    return offer;
  }

  mayOffer(by: Person, to: Person, kind: Kind): boolean {
    const owner = this.ownerOf(kind);
    const takes = kind === 'incident' || (to !== 'handler' && to !== 'handler-too');
    return owner !== undefined && owner === by && to !== owner && takes;
  }

  mayAccept(by: Person, kind: Kind, handover: string): boolean {
    const offer = this.offerOf(kind);
    return offer?.to === by && offer.handover === handover && this.ownerOf(kind) === offer.by;
  }

  /** Everything that can be told apart from outside. */
  fingerprint(): string {
    const offers = (['incident', 'suspect'] as const).map((kind) => {
      const offer = this.offerOf(kind);
      return offer ? `${offer.by}>${offer.to}` : '';
    });
    return JSON.stringify([
      this.isClosed(),
      this.isAtLarge(),
      this.isThere(),
      this.#has('arrived'),
      this.#has('sent'),
      this.signatures().map(({ by }) => by),
      this.ownerOf('incident') ?? '',
      this.ownerOf('suspect') ?? '',
      ...offers,
    ]);
  }
}
