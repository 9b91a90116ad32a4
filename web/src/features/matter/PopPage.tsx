/** Screen pop by address: /pop?phone=600123456 shows who is calling before the call is answered. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '@/ui/Page';
import { CallForm } from './CallForm';

export function PopPage() {
  const { t } = useTranslation('matter');
  const navigate = useNavigate();
  const { phone } = useSearch({ strict: false }) as { phone?: string | number };
  const number = phone === undefined ? '' : String(phone);
  return (
    <Page title={number ? `${t('call.ringing')} ${number}` : t('call.title')} narrow>
      <CallForm
        key={number}
        number={number}
        onBegun={(conversation) => void navigate({ to: `/inbox/all/${conversation}` as string })}
      />
    </Page>
  );
}
