// What the simulated Convoso calls share: its refusals, and how it reads a switch.
import { json, type Reply } from './reply.ts';

/** A refusal as Convoso words it: status 200, success false, a code. */
export function failed(code: number, text: string): Reply {
  return json({ success: false, code, text });
}

/** Whether a switch is on: 1, true or yes. */
export function asked(value: unknown): boolean {
  return ['1', 'true', 'yes'].includes(String(value ?? '').toLowerCase());
}
