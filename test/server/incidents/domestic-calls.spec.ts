import { App } from '../../support/app.js';

const MABEL = { role: 'victim' as const, givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' };
const ABUSE = 'Domestic abuse';

test('[R3] an incident that became domestic abuse after it was opened again is counted by its reference', async () => {
  const app = await App.open({ registers: false });
  const first = await app.report({ reference: 'FIRST-CALL', people: [MABEL] });
  await app.closeOutright(first);
  const inspector = await app.as('inspector');
  expect((await inspector.post(`/api/incidents/${first}/reopening`, { reason: 'she rang again' })).status).toBe(200);
  const handler = await app.as('handler');
  const changed = await handler.patch(`/api/incidents/${first}`, { category: ABUSE }, { 'if-match': '1' });
  expect(changed.status).toBe(200);
  const second = await app.report({ category: ABUSE, people: [MABEL] });
  const flag = app.card(second).flags.find(({ kind }) => kind === 'repeat-victim');
  expect(flag?.counted?.map(({ what }) => what)).toContain('incident FIRST-CALL');
  await app.close();
});
