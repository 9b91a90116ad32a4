/** What fields are chosen from. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import { isKnownChannel } from '@/ui/icons';
import { namedIn, useDocuments } from '@/api/documents';

export interface Option {
  value: string;
  label: string;
}

/** What is in force of a kind, by name; what is chosen and not there any more stays to be seen. */
export function useReferences(to: string, chosen: readonly string[]): Option[] {
  const { t, i18n } = useTranslation(['admin', 'desk']);
  const catalog = useCatalog();
  const documents = useDocuments(to === 'channel' || to === '' ? 'team' : to);
  const there: Option[] =
    to === 'channel'
      ? catalog.channels.map(({ name }) => ({
          value: name,
          label: isKnownChannel(name) ? t(`desk:channel.${name}`) : name,
        }))
      : (documents.data?.items ?? [])
          .filter((one) => one.version > 0 && !one.retired)
          .map((one) => ({ value: one.slug, label: namedIn(i18n.language, one) }));
  const gone = chosen.filter((slug) => slug && !there.some((one) => one.value === slug));
  return [...there, ...gone.map((slug) => ({ value: slug, label: slug }))];
}

const TONGUES = ['es', 'en', 'ca', 'eu', 'gl', 'pt', 'fr', 'de', 'it', 'nl', 'pl', 'ro', 'uk', 'ar', 'zh'];

export function useLanguages(chosen: readonly string[] = []): Option[] {
  const { i18n } = useTranslation();
  const names = useMemo(() => new Intl.DisplayNames([i18n.language], { type: 'language' }), [i18n.language]);
  const codes = [...new Set([...TONGUES, ...chosen.filter(Boolean)])];
  return codes.map((code) => ({ value: code, label: names.of(code) ?? code }));
}

export const zones = (): string[] => [...Intl.supportedValuesOf('timeZone'), 'UTC'];

/** Events a webhook can be told, in the order of their story. */
export const FACTS = [
  'ConversationOpened',
  'MessageReceived',
  'MessageWritten',
  'MessageSent',
  'MessageDelivered',
  'MessageRead',
  'MessageFailed',
  'MessageUnconfirmed',
  'NoteWritten',
  'ConversationTaken',
  'ConversationReleased',
  'ConversationQueueChanged',
  'ConversationPended',
  'ConversationSnoozed',
  'ConversationWoken',
  'ConversationResolved',
  'ConversationReopened',
  'ConversationClosed',
  'PriorityChanged',
  'ReasonChanged',
  'InteractionQueued',
  'InteractionOffered',
  'InteractionTaken',
  'InteractionTransferred',
  'InteractionEnded',
  'OfferAccepted',
  'OfferDeclined',
  'OfferExpired',
  'WrapUpStarted',
  'AgentStateChanged',
  'CustomerSeen',
  'CustomerEdited',
  'IdentityAdded',
] as const;

/** Places whose public holidays are known; others can be typed. */
export const PLACES = [
  'ES', 'ES-AN', 'ES-AR', 'ES-AS', 'ES-CB', 'ES-CL', 'ES-CM', 'ES-CN', 'ES-CT', 'ES-EX', 'ES-GA', 'ES-IB', 'ES-MC',
  'ES-MD', 'ES-NC', 'ES-PV', 'ES-RI', 'ES-VC', 'AR', 'BO', 'BR', 'CL', 'CO', 'CR', 'DO', 'EC', 'GT', 'HN', 'MX', 'NI',
  'PA', 'PE', 'PT', 'PY', 'SV', 'US', 'UY', 'VE', 'GB', 'IE', 'FR', 'DE', 'IT',
]; // prettier-ignore
