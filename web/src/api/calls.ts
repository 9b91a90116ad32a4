/** Calls over REST: what may be ordered in one, and by what this desk telephones. */
import { api, ONCE, told } from './client';
import type { components } from './schema';

export type CallView = components['schemas']['CallView'];
export type CallLeg = components['schemas']['LegShown'];
export type Target = components['schemas']['TargetWanted'];
export type MonitorMode = 'listen' | 'coach' | 'barge';
export type MyCalls = components['schemas']['MyCalls'];

const at = (interaction: string) => ({ params: { path: { interaction_id: interaction } }, headers: ONCE });

export const myCalls = async (): Promise<MyCalls> => told(api.GET('/api/v1/calls/mine'));

/** Those that go on now and may be supervised. */
export const liveCalls = async (): Promise<CallView[]> => (await told(api.GET('/api/v1/calls/live'))).items;

/** By which ways the page reaches an engine. */
export const linesOf = () => told(api.GET('/api/v1/calls/ice'));

export interface DialWanted {
  to?: Target | undefined;
  /** A call to make that is in my hands. */
  callback?: string | undefined;
  conversation?: string | undefined;
  customer?: string | undefined;
  video?: boolean | undefined;
}

export const dialCall = ({
  to,
  callback = '',
  conversation = '',
  customer = '',
  video = false,
}: DialWanted) =>
  told(api.POST('/api/v1/calls/dial', { body: { to: to ?? null, callback, conversation, customer, video } }));

export const beginEcho = () => told(api.POST('/api/v1/calls/echo', { headers: ONCE }));

export const endEcho = () => told(api.DELETE('/api/v1/calls/echo'));

/** What is ordered in a call. Each is said once: a click that got no answer is not to come true a minute later. */
export const order = {
  hangUp: (call: string) => told(api.POST('/api/v1/calls/{interaction_id}/hang_up', at(call))),
  hold: (call: string, leg = '') =>
    told(api.POST('/api/v1/calls/{interaction_id}/hold', { ...at(call), body: { leg } })),
  resume: (call: string, leg = '') =>
    told(api.POST('/api/v1/calls/{interaction_id}/resume', { ...at(call), body: { leg } })),
  mute: (call: string, on: boolean) =>
    told(api.POST('/api/v1/calls/{interaction_id}/mute', { ...at(call), body: { on } })),
  keys: (call: string, digits: string) =>
    told(api.POST('/api/v1/calls/{interaction_id}/keys', { ...at(call), body: { digits } })),
  consult: (call: string, to: Target) =>
    told(api.POST('/api/v1/calls/{interaction_id}/consult', { ...at(call), body: { to } })),
  swap: (call: string) => told(api.POST('/api/v1/calls/{interaction_id}/swap', at(call))),
  conference: (call: string) => told(api.POST('/api/v1/calls/{interaction_id}/conference', at(call))),
  /** Without a target: to whom one is consulting. */
  transfer: (call: string, to: Target | null, note = '') =>
    told(api.POST('/api/v1/calls/{interaction_id}/transfer', { ...at(call), body: { to, note } })),
  drop: (call: string, leg: string) =>
    told(api.POST('/api/v1/calls/{interaction_id}/drop', { ...at(call), body: { leg } })),
  record: (call: string, on: boolean) =>
    told(api.POST('/api/v1/calls/{interaction_id}/record', { ...at(call), body: { on } })),
  hand: (call: string, on: boolean) =>
    told(api.POST('/api/v1/calls/{interaction_id}/hand', { ...at(call), body: { on } })),
  monitor: (call: string, mode: MonitorMode | 'take' | 'off') =>
    told(api.POST('/api/v1/calls/{interaction_id}/monitor', { ...at(call), body: { mode } })),
  media: (call: string, video: boolean, screen: boolean) =>
    told(api.POST('/api/v1/calls/{interaction_id}/media', { ...at(call), body: { video, screen } })),
  attach: (call: string) => told(api.POST('/api/v1/calls/{interaction_id}/attach', at(call))),
};
