import { callsAndPlaces } from './scenes-of-calls.js';
import { onTheWay } from './scenes-of-officers.js';
import { inTheRoom } from './scenes-of-the-room.js';
import type { Scene } from './scene.js';

/** In the order in which a visitor would best see them. */
export const ALL_SCENES: readonly Scene[] = [...callsAndPlaces, ...onTheWay, ...inTheRoom];
