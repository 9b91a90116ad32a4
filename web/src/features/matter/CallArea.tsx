/** Calls wherever one is: the dialog to log one, and the caller on the screen when a telephone rings. */
import { ActionIcon, Modal } from '@mantine/core';
import { IconPhone, IconPhoneIncoming, IconX } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { openCall, useCalling } from '@/live/calling';
import { useCommands } from '@/ui/commands';
import { CallForm } from './CallForm';
import styles from './Matter.module.css';

function Ringing({ number }: { number: string }) {
  const { t } = useTranslation('matter');
  const navigate = useNavigate();
  const end = () => useCalling.setState({ ringing: null });
  return (
    <section className={styles['pop']} aria-label={`${t('call.ringing')} ${number}`}>
      <div className={styles['popHead']} role="status">
        <IconPhoneIncoming size={18} aria-hidden />
        <span style={{ flex: 1 }}>
          {t('call.ringing')} {number}
        </span>
        <ActionIcon aria-label={t('call.ignore')} onClick={end}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      <CallForm
        key={number}
        number={number}
        onBegun={(conversation) => {
          end();
          void navigate({ to: `/inbox/all/${conversation}` as string });
        }}
      />
    </section>
  );
}

export function CallArea() {
  const { t } = useTranslation(['matter', 'desk']);
  const navigate = useNavigate();
  const { dialog, ringing } = useCalling();
  useCommands([
    {
      id: 'create.call',
      title: t('matter:action.call'),
      group: 'create',
      run: () => openCall(),
      icon: IconPhone,
    },
  ]);
  const close = () => useCalling.setState({ dialog: null });
  return (
    <>
      {ringing !== null && <Ringing number={ringing} />}
      <Modal
        opened={dialog !== null}
        onClose={close}
        size={500}
        title={t('matter:call.title')}
        closeButtonProps={{ 'aria-label': t('desk:common.close') }}
      >
        {dialog && (
          <CallForm
            number={dialog.number}
            onBegun={(conversation) => {
              close();
              void navigate({ to: `/inbox/all/${conversation}` as string });
            }}
          />
        )}
      </Modal>
    </>
  );
}
