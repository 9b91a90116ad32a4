/** Made-up values a preview is filled with, and what a text can speak of. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog, useMe } from '@/api/session';
import type { Variable } from './Preview';

const PATHS = [
  'customer.first_name',
  'customer.name',
  'customer.email',
  'customer.organization',
  'agent.first_name',
  'agent.name',
  'conversation.reference',
  'conversation.number',
  'brand.name',
  'brand.signature',
] as const;

export function useVariables(): Variable[] {
  const { t } = useTranslation('admin');
  return useMemo(() => PATHS.map((path) => ({ path, label: t(`reply.vars.${path}` as never) })), [t]);
}

/** Somebody who could write, in that language. */
export function useSample(tongue: 'es' | 'en'): Record<string, string> {
  const { brands } = useCatalog();
  const { user } = useMe();
  const brand = brands[0]?.name ?? '';
  const name = tongue === 'es' ? 'Inés Peña Ruiz' : 'Grace Miller';
  return useMemo(
    () => ({
      'customer.name': name,
      'customer.first_name': name.split(' ')[0] ?? '',
      'customer.email': 'ines@example.com',
      'customer.organization': tongue === 'es' ? 'Talleres Peña' : 'Miller & Sons',
      'agent.name': user.name,
      'agent.first_name': user.name.split(' ')[0] ?? '',
      'conversation.reference': '1042',
      'conversation.number': '1042',
      'brand.name': brand,
      'brand.signature': '',
    }),
    [name, tongue, user.name, brand],
  );
}

/** In the language of the text, not of the reader. */
export const FIRST_WORDS: Readonly<Record<'es' | 'en', Record<string, string>>> = {
  es: { matter: 'su reclamación', opens: 'mañana a las 9:00' },
  en: { matter: 'your claim', opens: 'tomorrow at 9:00' },
};
