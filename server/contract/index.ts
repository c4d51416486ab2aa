/** The wire: every name that another program may rely on, shared by server and client. */
export * from './values.js';
export * from './report.js';
export * from './category.js';
export * from './record.js';
export * from './review.js';
export * from './remote.js';
export * from './remote-state.js';
export * from './card.js';
export * from './closing.js';
export * from './problem.js';
export * from './desk.js';
export * from './downgrade.js';
export * from './http.js';
export * from './alert.js';
export * from './delivery.js';
export * from './operations/index.js';
export * from './socket.js';
