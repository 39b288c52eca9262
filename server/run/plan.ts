// Compiles a release once, at publish or at start: what the walk and the intake then use without looking anything up.
import type { JsonObject } from '../../flows/language/document.ts';

/** A release, compiled. Filled in below; this shape is what other rooms may read. */
export interface CompiledRelease {
  hash: string;
  flow: string;
  name: string;
  version: number;
  /** The trigger's node id and evaluated config. */
  trigger: { node: string; config: JsonObject };
  /** What is wrong with a lead by the trigger's field table; empty where nothing is. */
  invalid(lead: JsonObject): { field: string; says: string }[];
}
