// What a trigger asks of its callers, read from its config once a release.
import { durationMs } from '../../flows/language/duration.ts';
import type { CompiledRelease } from '../run/plan.ts';

/** How long a key is remembered where the trigger does not say, milliseconds. */
const USUAL_WINDOW_MS = 7 * 24 * 3_600_000;

/** The rules of one trigger. */
export interface DoorRules {
  methods: readonly string[];
  /** How long an idempotency key is remembered, milliseconds. */
  windowMs: number;
  /** The source is answered as soon as its lead is stored. */
  atOnce: boolean;
  testField: string | undefined;
  /** Some step reads phone numbers. */
  readsPhones: boolean;
}

/** Answers the rules of a release, made when it is first asked for and kept as long as the release is. */
export function createDoorRules(): (release: CompiledRelease) => DoorRules {
  const made = new WeakMap<CompiledRelease, DoorRules>();
  return (release) => {
    const known = made.get(release);
    if (known) return known;
    const rules = rulesOf(release);
    made.set(release, rules);
    return rules;
  };
}

function rulesOf({ trigger, nodes }: CompiledRelease): DoorRules {
  const { methods, keyWindow, answer, testField } = trigger.config;
  return {
    methods: Array.isArray(methods) ? methods.map(String) : ['POST'],
    windowMs: (typeof keyWindow === 'string' ? durationMs(keyWindow) : undefined) ?? USUAL_WINDOW_MS,
    atOnce: answer === 'accept',
    testField: typeof testField === 'string' && testField !== '' ? testField : undefined,
    readsPhones: [...nodes.values()].some(({ definition }) => definition.needs.includes('phone')),
  };
}
