/** How a reply is sent, and how long it can be called back. */
import { useTranslation } from 'react-i18next';
import { isMac } from '@/ui/shortcuts';
import { OneOf, Section } from './Parts';

const SECONDS = ['0', '5', '10', '20', '30'] as const;

export function Writing() {
  const { t } = useTranslation('lists');
  const spans = SECONDS.map(
    (value) => [value, value === '0' ? t('me.noUndo') : t('me.seconds', { count: Number(value) })] as const,
  );
  return (
    <Section title={t('me.write')}>
      <OneOf
        name="send.enter"
        label={t('me.enter')}
        hint={t('me.enterHint')}
        options={[
          ['ctrl', t(isMac() ? 'me.enterMac' : 'me.enterCtrl')],
          ['enter', t('me.enterPlain')],
        ]}
      />
      <OneOf name="undo.chat" label={t('me.undoChat')} options={spans} />
      <OneOf name="undo.mail" label={t('me.undoMail')} options={spans} />
    </Section>
  );
}
