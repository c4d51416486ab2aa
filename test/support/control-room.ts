import type { Browser } from 'playwright-core';
import { KeyboardUser, openBrowser } from './keyboard-user.js';
import { Outrider, PASSWORD } from './outrider.js';

/** A running Outrider and a browser, for all tests of a file: there before the first of them, gone after the last. */
export class ControlRoom {
  outrider!: Outrider;
  browser!: Browser;
  readonly #people: KeyboardUser[] = [];

  private constructor() {}

  /** @param leaving what is asked of everybody who sat here, when a test is over and they leave */
  static open(leaving: (user: KeyboardUser) => Promise<void> | void = () => undefined): ControlRoom {
    const room = new ControlRoom();
    beforeAll(async () => {
      [room.outrider, room.browser] = await Promise.all([Outrider.start(), openBrowser()]);
    });
    afterEach(async () => {
      for (const user of room.#people.splice(0)) {
        await leaving(user);
        await user.page.context().close();
      }
    });
    afterAll(async () => {
      await room.browser?.close();
      await room.outrider?.stop();
    });
    return room;
  }

  /** Somebody who opens a page, not signed in. @param at from the root */
  async visitor(at = '/', viewport?: { width: number; height: number }): Promise<KeyboardUser> {
    const user = await KeyboardUser.at(this.browser, `${this.outrider.url}${at}`, viewport);
    this.#people.push(user);
    return user;
  }

  /** Somebody at a screen of their own, signed in. */
  async seat(username: string, at = '/', viewport?: { width: number; height: number }): Promise<KeyboardUser> {
    const user = await this.visitor(at, viewport);
    await user.signIn(username, PASSWORD);
    return user;
  }

  /** What somebody sends without a screen; the body of the answer. */
  async post<T>(username: string, path: string, body: object): Promise<T> {
    return (await (await this.outrider.signIn(username)).post<T>(path, body)).body;
  }
}
