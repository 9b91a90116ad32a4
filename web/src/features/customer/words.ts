/** Names for the reader: languages, channels, addresses that are ours, and the types of custom fields. */
import { useTranslation } from 'react-i18next';
import { textAt } from '@/ui/i18n';
import type { Choice } from './Editable';
import type { FieldShown } from './questions';

export function languageName(code: string, inLanguage: string): string {
  try {
    const name = new Intl.DisplayNames([inLanguage], { type: 'language' }).of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase(inLanguage) + name.slice(1);
  } catch {
    return code;
  }
}

const LANGUAGES = ['es', 'en', 'pt', 'fr', 'ca', 'eu', 'gl', 'de', 'it', 'ar', 'ro', 'zh'];

export const languageChoices = (inLanguage: string, known: string): Choice[] =>
  [...new Set([...LANGUAGES, ...(known ? [known] : [])])].map((value) => ({
    value,
    label: languageName(value, inLanguage),
  }));

export const channelName = (channel: string): string =>
  channel === 'phone'
    ? (textAt('people:panel.phone') ?? channel)
    : (textAt(`desk:channel.${channel}`) ?? channel);

const SHORT = 6;

/** A chat's address is ours: the site's own name for who signed in there (`u:`), or a visit's number (`v:`). */
export function useShown(): (channel: string, address: string) => string {
  const { t } = useTranslation();
  return (channel, address) => {
    if (channel !== 'webchat') return address;
    const rest = address.slice(2);
    return address.startsWith('v:') ? t('customer.visit', { number: rest.slice(0, SHORT) }) : rest;
  };
}

export const fieldName = (field: FieldShown, language: string): string =>
  language === 'es' && field.name_es ? field.name_es : field.name;
