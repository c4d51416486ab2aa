/** Nobody in person yet: what other systems report is the control room's until somebody sends officers or takes it over. */
export const CONTROL_ROOM = 'control-room';

/** Who acts in the log without being a person. */
const MACHINES: readonly string[] = ['outrider', 'cad'];

/** Whether it was a person who did something. */
export const isPerson = (by: string): boolean => !MACHINES.includes(by);
