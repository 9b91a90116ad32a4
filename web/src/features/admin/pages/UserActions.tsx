/** What can be done about a person besides changing him: invite, see the desk as he does, deactivate. */
import { Button, CopyButton, Modal, TextInput } from '@mantine/core';
import { IconCopy, IconEye, IconLink, IconMail, IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deskPhoneOf, passwordOf } from '@/api/deskPhone';
import { useCalling } from '@/live/calling';
import { DeskAccount } from '@/ui/DeskAccount';
import { Refused } from '@/ui/problem';
import { fullTime } from '@/ui/time';
import styles from '../Admin.module.css';
import { Confirm } from '../config/Dialogs';
import { invite, viewAs, type InvitationMade } from './overview';
import { changeUser, type UserShown } from './questions';

export function InvitationDialog({
  name,
  email,
  made,
  onClose,
}: {
  name: string;
  email: string;
  made: InvitationMade;
  onClose: () => void;
}) {
  const { t } = useTranslation(['admin', 'desk']);
  const until = fullTime(Date.parse(made.expires_at));
  const body = t('user.inviteBody', { name, until, url: made.url });
  const mail = `mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(t('user.inviteSubject'))}&body=${encodeURIComponent(body)}`;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('user.inviteTitle', { name })}
      closeButtonProps={{ 'aria-label': t('desk:common.close') }}
    >
      <div className={styles['form']}>
        <p>{t('user.inviteHint')}</p>
        <TextInput
          aria-label={t('user.inviteTitle', { name })}
          value={made.url}
          readOnly
          data-autofocus
          onFocus={(event) => event.currentTarget.select()}
        />
        <div className={styles['buttons']}>
          <CopyButton value={made.url}>
            {({ copied, copy }) => (
              <Button leftSection={<IconCopy size={15} />} onClick={copy}>
                {copied ? t('desk:common.copied') : t('user.inviteCopy')}
              </Button>
            )}
          </CopyButton>
          <Button component="a" href={mail} variant="default" leftSection={<IconMail size={15} />}>
            {t('user.inviteMail')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

export function InviteButton({ user }: { user: UserShown }) {
  const { t } = useTranslation('admin');
  const [made, setMade] = useState<InvitationMade | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const act = async () => {
    setBusy(true);
    setProblem(null);
    try {
      setMade(await invite(user.id));
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <>
      <Button
        variant="default"
        w="fit-content"
        loading={busy}
        leftSection={<IconLink size={15} />}
        onClick={() => void act()}
      >
        {user.invited_until ? t('user.inviteAgain') : t('user.invite')}
      </Button>
      <Refused error={problem} />
      {made && (
        <InvitationDialog name={user.name} email={user.email} made={made} onClose={() => setMade(null)} />
      )}
    </>
  );
}

export function ViewAsButton({ user }: { user: UserShown }) {
  const { t } = useTranslation('admin');
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<IconEye size={15} />} onClick={() => setAsking(true)}>
        {t('user.viewAsShort')}
      </Button>
      {asking && (
        <Confirm
          title={t('user.viewAs', { name: user.name })}
          go={t('user.viewAsGo')}
          onClose={() => setAsking(false)}
          act={() => viewAs(user.id)}
        >
          <p>{t('user.viewAsHint', { name: user.name })}</p>
        </Confirm>
      )}
    </>
  );
}

/** For who cannot look it up himself. */
export function DeskPhoneButton({ user }: { user: UserShown }) {
  const { t } = useTranslation(['phone', 'desk']);
  const [open, setOpen] = useState(false);
  const desks = useCalling((calling) => calling.engines.includes('asterisk'));
  if (!desks || !user.active) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconPhone size={15} />} onClick={() => setOpen(true)}>
        {t('phone:account.title')}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t('phone:account.of', { name: user.name })}
        closeButtonProps={{ 'aria-label': t('desk:common.close') }}
      >
        <DeskAccount look={() => deskPhoneOf(user.id)} show={(renew) => passwordOf(user.id, renew)} />
      </Modal>
    </>
  );
}

interface DeactivateProps {
  user: UserShown;
  onClose: () => void;
  onDone: (user: UserShown) => void;
}

export function Deactivate({ user, onClose, onDone }: DeactivateProps) {
  const { t } = useTranslation('admin');
  return (
    <Confirm
      title={t('user.deactivateTitle', { name: user.name })}
      go={t('user.deactivateGo')}
      danger
      onClose={onClose}
      act={async () => onDone(await changeUser(user.id, { active: false }))}
    >
      <p>
        {user.open_work > 0 ? t('user.deactivateHint', { count: user.open_work }) : t('user.deactivateNone')}
      </p>
    </Confirm>
  );
}
