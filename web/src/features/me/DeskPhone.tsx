/** What is typed into the telephone on one's desk; nothing where the centre has none. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deskPhoneOf, passwordOf, type DeskPhoneTyped } from '@/api/deskPhone';
import { useMe } from '@/api/session';
import { DeskAccount } from '@/ui/DeskAccount';
import { Section } from './Parts';

export function DeskPhone() {
  const { t } = useTranslation('phone');
  const { user } = useMe();
  const [found, setFound] = useState<DeskPhoneTyped | null>(null);
  useEffect(() => {
    deskPhoneOf(user.id).then(setFound, () => undefined);
  }, [user.id]);
  if (!found) return null;
  return (
    <Section title={t('account.title')}>
      <DeskAccount look={() => Promise.resolve(found)} show={(renew) => passwordOf(user.id, renew)} />
    </Section>
  );
}
