// Every node type there is. A new one is a file beside this and a line here.
import type { Catalogue } from '../flows/language/catalogue.ts';
import { adaptor } from './adaptor.ts';
import { callFlow } from './call-flow.ts';
import { condition } from './condition.ts';
import { type NodeDefinition, specOf } from './contract.ts';
import { createLead } from './create-lead.ts';
import { dncAdd } from './dnc-add.ts';
import { dncCheck } from './dnc-check.ts';
import { forEach } from './for-each.ts';
import { httpRequest } from './http-request.ts';
import { keyValueBranch } from './key-value-branch.ts';
import { normalise } from './normalise.ts';
import { parallel } from './parallel.ts';
import { reserve } from './reserve.ts';
import { respond } from './respond.ts';
import { responseParse } from './response-parse.ts';
import { schedule } from './schedule.ts';
import { stop } from './stop.ts';
import { validationList } from './validation-list.ts';
import { wait } from './wait.ts';
import { waitForCallback } from './wait-for-callback.ts';
import { webhook } from './webhook.ts';
import { whenCalled } from './when-called.ts';

/** Type -> definition, in the order of the palette: as a lead meets them. */
export const registry: Readonly<Record<string, NodeDefinition>> = Object.freeze({
  [webhook.type]: webhook,
  [schedule.type]: schedule,
  [whenCalled.type]: whenCalled,
  [normalise.type]: normalise,
  [adaptor.type]: adaptor,
  [httpRequest.type]: httpRequest,
  [responseParse.type]: responseParse,
  [keyValueBranch.type]: keyValueBranch,
  [condition.type]: condition,
  [dncCheck.type]: dncCheck,
  [dncAdd.type]: dncAdd,
  [reserve.type]: reserve,
  [validationList.type]: validationList,
  [createLead.type]: createLead,
  [wait.type]: wait,
  [waitForCallback.type]: waitForCallback,
  [callFlow.type]: callFlow,
  [forEach.type]: forEach,
  [parallel.type]: parallel,
  [respond.type]: respond,
  [stop.type]: stop,
});

/** What every node type says of itself, as data for the palette, the forms and the checks. */
export function catalogue(): Catalogue {
  return Object.fromEntries(Object.values(registry).map((definition) => [definition.type, specOf(definition)]));
}
