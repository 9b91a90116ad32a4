/** Answering work that is offered. */
import { api, told } from './client';

/** The conversation it is, where it was accepted. */
export async function answerOffer(offer: string, verb: 'accept' | 'decline'): Promise<string> {
  const params = { path: { offer_id: offer } };
  if (verb === 'accept')
    return (await told(api.POST('/api/v1/offers/{offer_id}/accept', { params }))).conversation;
  await told(api.POST('/api/v1/offers/{offer_id}/decline', { params }));
  return '';
}
