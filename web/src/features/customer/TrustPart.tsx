/** Whether it is he, in this conversation, and what was granted here: the strip on the panel with its two dialogs. */
import { Button } from '@mantine/core';
import { IconShieldCheck, IconShieldQuestion } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '@/api/session';
import type { Customer } from '@/api/types';
import { Chip, type Tone } from '@/ui/Bits';
import { useCommands } from '@/ui/commands';
import { sayProblem } from '@/ui/problem';
import { hour } from '@/ui/time';
import { toast } from '@/ui/toast';
import styles from './Customer.module.css';
import { answer, useTrust, whatOf, type Decision, type Trust } from './trust';

const VerifyDialog = lazy(async () => ({ default: (await import('./VerifyDialog')).VerifyDialog }));
const GrantDialog = lazy(async () => ({ default: (await import('./GrantDialog')).GrantDialog }));

const TONES: Readonly<Record<string, Tone>> = {
  asked: 'warn',
  made: 'ok',
  refused: 'bad',
  withdrawn: 'plain',
};

function How({ one }: { one: Decision }) {
  const { t } = useTranslation('people');
  if (one.state === 'refused')
    return t('trust.refusedBy', { name: one.decided_by?.name ?? '', note: one.answered });
  if (one.state === 'made' && one.decided_by)
    return `${t('trust.approvedBy', { name: one.decided_by.name })}${one.answered ? `: ${one.answered}` : ''}`;
  return t('trust.by', { name: one.agent.name });
}

function Granted({ one }: { one: Decision }) {
  const { t, i18n } = useTranslation('people');
  const { user } = useMe();
  const withdraw = async () => {
    try {
      await answer(one.id, 'withdraw');
      toast.done(t('trust.withdrawn'));
    } catch (error) {
      toast.failed(sayProblem(error));
    }
  };
  return (
    <li>
      <div>
        <b>{whatOf(one, i18n.language)}</b>
        <Chip tone={TONES[one.state] ?? 'plain'}>{t(`trust.state.${one.state as 'asked'}`)}</Chip>
        <small>
          <How one={one} />
        </small>
      </div>
      {one.state === 'asked' && one.agent.id === user.id && (
        <Button size="compact-xs" variant="default" onClick={() => void withdraw()}>
          {t('trust.withdraw')}
        </Button>
      )}
    </li>
  );
}

function Verified({ trust }: { trust: Trust }) {
  const { t } = useTranslation('people');
  const { verified, failed } = trust;
  if (verified) {
    return (
      <div className={styles['verified']} data-on>
        <IconShieldCheck size={18} aria-hidden />
        <div>
          <b>{t('trust.verified')}</b>
          <small>
            {t('trust.verifiedHow', {
              method: t(`trust.method.${verified.method as 'code'}`),
              name: verified.agent.name,
              time: hour(Date.parse(verified.until)),
            })}
          </small>
        </div>
      </div>
    );
  }
  return (
    <div className={styles['verified']}>
      <IconShieldQuestion size={18} aria-hidden />
      <div>
        <span>{t('trust.notVerified')}</span>
        {failed > 0 && <small>{t('trust.failed', { count: failed })}</small>}
      </div>
    </div>
  );
}

export function TrustPart({ customer, conversation }: { customer: Customer; conversation: string }) {
  const { t } = useTranslation('people');
  const may = useMay('conversation.reply');
  const { data: trust } = useTrust(conversation);
  const [dialog, setDialog] = useState<'verify' | 'grant' | null>(null);
  useCommands([
    {
      id: 'trust.verify',
      title: t('trust.verifyCustomer'),
      group: 'conversation',
      run: () => setDialog('verify'),
    },
    { id: 'trust.grant', title: t('trust.grantTitle'), group: 'conversation', run: () => setDialog('grant') },
  ]);
  if (!trust) return <div className={styles['trust']} aria-busy />;
  const close = () => setDialog(null);
  return (
    <section className={styles['trust']} aria-label={t('trust.title')}>
      <Verified trust={trust} />
      {may && (
        <div className={styles['buttons']}>
          {!trust.verified && (
            <Button size="compact-xs" variant="default" onClick={() => setDialog('verify')}>
              {t('trust.verify')}
            </Button>
          )}
          {trust.grants.length > 0 && (
            <Button size="compact-xs" variant="default" onClick={() => setDialog('grant')}>
              {t('trust.grant')}
            </Button>
          )}
        </div>
      )}
      {trust.decisions.length > 0 && (
        <ul className={styles['granted']} aria-label={t('trust.decisions')}>
          {trust.decisions.map((one) => (
            <Granted key={one.id} one={one} />
          ))}
        </ul>
      )}
      <Suspense fallback={null}>
        {dialog === 'verify' && (
          <VerifyDialog customer={customer} conversation={conversation} trust={trust} onClose={close} />
        )}
        {dialog === 'grant' && (
          <GrantDialog
            conversation={conversation}
            trust={trust}
            onVerify={() => setDialog('verify')}
            onClose={close}
          />
        )}
      </Suspense>
    </section>
  );
}
