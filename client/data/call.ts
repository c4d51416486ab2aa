import { v4 as uuid } from 'uuid';
import type { Draft, Grade, IncidentDetail, IncidentReply, LogLine, PartyRole } from '../../server/contract/index.js';
import { DraftFeed } from './draft-feed.js';
import { foldFiling, hasUnsent, mergeWithTheirs, type Filing, type FilingEvent } from './filing.js';
import * as form from './form.js';
import type { Reply } from './http.js';
import type { Link } from './link.js';
import { adoptIds, rowsSent, toDraft, toForm, toReport } from './report.js';
import type { Session } from './session.js';
import { Store } from './store.js';

/** The call on the screen: what is typed, how far it is filed, and what there is to say about that. */
export interface CallState {
  readonly form: form.CallForm;
  readonly filing: Filing;
  /** something that the person should know about the filing, in words */
  readonly notice: { readonly kind: 'trouble' | 'news'; readonly text: string } | undefined;
  readonly errors: readonly { readonly path: string; readonly detail: string }[];
}

const NEW: CallState = { form: form.NEW_CALL, filing: { kind: 'new' }, notice: undefined, errors: [] };

/** Pause in typing after which changes to a filed incident are saved, in ms. */
const SAVE_AFTER = 1_200;
/** How long news about the filing stays on the screen, in ms; trouble stays until it is over. */
const NEWS_STAYS = 15_000;
/** Who the log says did what Outrider did by itself. */
const MACHINE = 'outrider';
/** Waits between tries of a request that got no answer, in ms; the last is repeated. */
const RETRY_AFTER = [500, 1_000, 2_000, 4_000, 8_000] as const;

/** States of a call that is not over. */
const ON_THE_LINE: ReadonlySet<string> = new Set(['open', 'silent', 'silent-55']);

/** The call that a handler takes: edits go in, drafts and requests go out, by the folds that it is made of. */
export class Call {
  readonly state = new Store<CallState>(NEW);
  readonly drafts: DraftFeed;
  readonly #session: Session;
  readonly #link: Link;
  readonly #stopListening: (() => void)[];
  #newsTimer: ReturnType<typeof setTimeout> | undefined;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  /** rows of people that the request on its way holds, in its order */
  #rows: readonly string[] = [];

  constructor(session: Session, link: Link) {
    this.#session = session;
    this.#link = link;
    this.drafts = new DraftFeed({
      send: (draft) => link.draft(draft),
      now: () => Date.now(),
      after: (ms, then) => {
        const timer = setTimeout(then, ms);
        return () => clearTimeout(timer);
      },
    });
    this.#stopListening = [
      link.health.subscribe(({ kind }) => kind === 'connected' && this.drafts.retry()),
      session.state.subscribe(({ kind }) => kind === 'signed-in' && void this.#resend()),
    ];
  }

  /** Ends the timers and subscriptions of this call. */
  stop(): void {
    clearTimeout(this.#saveTimer);
    clearTimeout(this.#newsTimer);
    this.drafts.stop();
    for (const stop of this.#stopListening) stop();
  }

  get incidentId(): string | undefined {
    const { filing } = this.state.value;
    return 'incident' in filing ? filing.incident.id : undefined;
  }

  /** Somebody is on the line, or what was typed is not filed yet. */
  get isLive(): boolean {
    const { filing, form: typed } = this.state.value;
    return !this.isSafe || (filing.kind === 'filed' && ON_THE_LINE.has(typed.fields['call.state'] ?? ''));
  }

  /** True when a new call may start without losing anything that was typed. */
  get isSafe(): boolean {
    const { filing, form: typed } = this.state.value;
    if (filing.kind === 'new') return form.isBlank(typed);
    return filing.kind === 'filed' && !hasUnsent(filing, this.#report());
  }

  setField(path: form.FieldPath, value: string): void {
    this.#edit((typed) => form.withField(typed, path, value));
  }

  setPersonField(key: string, field: form.PersonField, value: string): void {
    this.#edit((typed) => form.withPersonField(typed, key, field, value));
  }

  addPerson(role: PartyRole): void {
    this.#edit((typed) => form.withPerson(typed, role));
  }

  removePerson(key: string): void {
    this.#edit((typed) => form.withoutPerson(typed, key));
  }

  /** The person takes the grade that was suggested (R5: nobody else sets it). */
  acceptGrade(grade: Grade): void {
    this.setField('grade', grade);
    this.#tellNews(`Grade set to ${grade}, as suggested.`);
  }

  /** Starts an empty call. What was typed before is gone from this screen. */
  startNew(): void {
    clearTimeout(this.#saveTimer);
    this.state.set(NEW);
    this.drafts.typed(undefined);
  }

  /** Files the incident, or saves what was changed since. */
  async file(): Promise<void> {
    clearTimeout(this.#saveTimer);
    const before = this.state.value.filing;
    this.#rows = 'sending' in before ? this.#rows : rowsSent(this.state.value.form);
    this.#fold({ kind: 'send', key: uuid(), report: this.#report() });
    if (this.state.value.filing !== before) await this.#send();
  }

  #edit(change: (typed: form.CallForm) => form.CallForm): void {
    const { form: before, filing } = this.state.value;
    const typed = change(before);
    if (typed === before) return;
    this.#set({ form: typed, errors: [] });
    this.drafts.typed(form.isBlank(typed) ? undefined : this.#draft());
    if (filing.kind !== 'new') this.#saveLater();
  }

  #saveLater(): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => void this.file(), SAVE_AFTER);
  }

  /** Sends the request that is to be sent, again and again until it is answered. */
  async #send(): Promise<void> {
    const { filing } = this.state.value;
    if (!('sending' in filing)) return;
    const { key } = filing.sending;
    const reply = await this.#session.ask<IncidentReply>(requestOf(filing));
    const now = this.state.value.filing;
    if (!('sending' in now) || now.sending.key !== key) return;
    if (reply.ok) this.#accepted(reply.value);
    else if (mayPass(reply.code)) this.#unanswered(reply.detail, now.sending.tries);
    else if (reply.code === 'VERSION_CONFLICT') await this.#overtaken();
    else if (reply.code !== 'NOT_SIGNED_IN') this.#refused(reply);
  }

  /** A request that waited for the password goes out again, the same. */
  async #resend(): Promise<void> {
    if ('sending' in this.state.value.filing) await this.#send();
  }

  #accepted(reply: IncidentReply): void {
    this.#fold({ kind: 'accepted', reply });
    const { filing, form: typed } = this.state.value;
    if (filing.kind !== 'filed') return;
    this.#link.hold(reply.card);
    const { notice } = this.state.value;
    this.#set({
      form: adoptIds(typed, this.#rows, filing.incident.report),
      notice: notice?.kind === 'trouble' ? undefined : notice,
      errors: [],
    });
    if (hasUnsent(filing, this.#report())) this.#saveLater();
    else this.drafts.typed(undefined); // the card answers everything that is in the form
  }

  #unanswered(detail: string, tries: number): void {
    this.#fold({ kind: 'unanswered' });
    const text = `Not stored yet: ${detail}. Trying again; nothing that you typed is lost.`;
    this.#set({ notice: { kind: 'trouble', text } });
    const wait = RETRY_AFTER[Math.min(tries, RETRY_AFTER.length - 1)];
    setTimeout(() => void this.#send(), wait);
  }

  #refused(reply: Extract<Reply<never>, { ok: false }>): void {
    this.#fold({ kind: 'refused' });
    const { filing } = this.state.value;
    if (reply.code === 'USE_DOWNGRADE' && filing.kind === 'filed') {
      const held = filing.incident.grade ?? '';
      this.#set({ form: form.withField(this.state.value.form, 'grade', held) });
    }
    this.#set({ notice: { kind: 'trouble', text: `Not stored: ${reply.detail}` }, errors: reply.errors });
  }

  /** Somebody was quicker: fetches their report, puts this screen's changes on top and says who it was. */
  async #overtaken(): Promise<void> {
    this.#fold({ kind: 'overtaken' });
    const { filing } = this.state.value;
    if (filing.kind !== 'overtaken') return;
    const path = `/api/incidents/${encodeURIComponent(filing.incident.id)}`;
    const [detail, log] = await Promise.all([
      this.#session.ask<IncidentDetail>({ method: 'GET', path }),
      this.#session.ask<LogLine[]>({ method: 'GET', path: `${path}/log` }),
    ]);
    if (this.state.value.filing !== filing) return;
    if (!detail.ok) return this.#refused(detail);
    const merged = mergeWithTheirs(filing.incident, this.#report(), detail.value);
    this.#fold({ kind: 'reloaded', detail: detail.value });
    const who = (log.ok && log.value.findLast(({ by }) => by !== MACHINE)?.by) || 'Somebody';
    const both =
      merged.both.length === 0
        ? ''
        : ` You both changed: ${form.partsInWords(merged.both)}. Yours is in the form; check it, then save.`;
    const text = `${who} changed this incident while you were typing (${form.partsInWords(merged.theirs)}). Both changes are in the form.${both}`;
    this.#set({ form: toForm(merged.report, new Date().getFullYear(), this.state.value.form) });
    this.#tellNews(text);
    if (merged.both.length === 0) this.#saveLater();
  }

  #tellNews(text: string): void {
    const notice = { kind: 'news', text } as const;
    this.#set({ notice });
    clearTimeout(this.#newsTimer);
    this.#newsTimer = setTimeout(() => {
      if (this.state.value.notice === notice) this.#set({ notice: undefined });
    }, NEWS_STAYS);
  }

  #report() {
    const { form: typed, filing } = this.state.value;
    const held = 'incident' in filing ? filing.incident.report : undefined;
    return toReport(typed, new Date().getFullYear(), held);
  }

  #draft(): Draft {
    const { form: typed, filing } = this.state.value;
    const held = 'incident' in filing ? filing.incident : undefined;
    return toDraft(typed, new Date().getFullYear(), held?.id, held?.report);
  }

  #fold(event: FilingEvent): void {
    this.#set({ filing: foldFiling(this.state.value.filing, event) });
  }

  #set(change: Partial<CallState>): void {
    this.state.set({ ...this.state.value, ...change });
  }
}

function requestOf(filing: Extract<Filing, { kind: 'filing' | 'saving' }>) {
  const { key, target } = filing.sending;
  if (filing.kind === 'filing') {
    return { method: 'POST', path: '/api/incidents', body: target, headers: { 'idempotency-key': key } } as const;
  }
  const { id, version } = filing.incident;
  const headers = { 'idempotency-key': key, 'if-match': String(version) };
  return { method: 'PATCH', path: `/api/incidents/${encodeURIComponent(id)}`, body: filing.patch, headers } as const;
}

/** The same request may be accepted later: nothing came back, or the server cannot at the moment. */
const mayPass = (code: string): boolean =>
  ['UNREACHABLE', 'STORAGE_UNAVAILABLE', 'TOO_BUSY', 'TOO_MANY_REQUESTS', 'INTERNAL'].includes(code);
