/** The language models of the centre: what each may do, whether it works, and a test of the connection. */
import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Chip } from '@/ui/Bits';
import { textAt } from '@/ui/i18n';
import { sayProblem } from '@/ui/problem';
import { listed } from '@/ui/rules';
import { momentShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import admin from '../../Admin.module.css';
import own from './Machine.module.css';
import { testModel, type Assistant, type Overview } from './questions';

const outcome = (code: string): string => textAt(`assist:outcome.${code}`) ?? code;

function State({ one }: { one: Assistant }) {
  const { t } = useTranslation('assist');
  if (!one.active) return <Chip>{t('page.off')}</Chip>;
  if (one.why) {
    const when = one.since ? momentShort(Date.parse(one.since)) : '';
    return (
      <Chip tone="bad">
        {outcome(one.why)} · {t('page.since', { when })}
      </Chip>
    );
  }
  return <Chip tone="ok">{t('page.on')}</Chip>;
}

function Doing({ one }: { one: Assistant }) {
  const { t } = useTranslation('assist');
  const [busy, setBusy] = useState(false);
  const test = async () => {
    setBusy(true);
    try {
      const tested = await testModel(one.slug);
      if (tested.outcome === 'ok') toast.done(t('page.testOk', { ms: tested.ms }));
      else toast.failed(t('page.testFailed', { why: outcome(tested.outcome) }));
    } catch (error) {
      toast.failed(sayProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={admin['buttons']}>
      <Button
        variant="default"
        size="compact-sm"
        loading={busy}
        leftSection={<IconPlugConnected size={14} aria-hidden />}
        onClick={() => void test()}
      >
        {t('page.test')}
      </Button>
      <Button
        variant="subtle"
        size="compact-sm"
        component={Link}
        to={`/admin/assistant/${one.slug}` as string}
      >
        {t('page.edit')}
      </Button>
    </div>
  );
}

function One({ one, all }: { one: Assistant; all: Overview }) {
  const { t, i18n } = useTranslation('assist');
  const may = useMay('config.edit');
  const figure = new Intl.NumberFormat(i18n.language);
  const today = new Date().toISOString().slice(0, 10);
  const used = all.days.find((day) => day.day === today)?.tokens ?? 0;
  const set = all.evaluations.find((each) => each.slug === one.evaluation);
  return (
    <li className={own['card']}>
      <header>
        <h3>{one.name}</h3>
        <State one={one} />
      </header>
      <p className={admin['quiet']}>
        {one.model} · {one.url}
      </p>
      <p>{listed(one.may.map((each) => textAt(`assist:page.may.${each}`) ?? each))}</p>
      <p>{t('page.budget', { used: figure.format(used), most: figure.format(one.daily_tokens) })}</p>
      {set && !set.enough && (
        <p className={own['warning']} role="note">
          {t('page.notPassed', { name: set.name })}
        </p>
      )}
      {may && <Doing one={one} />}
    </li>
  );
}

export function Models({ all }: { all: Overview }) {
  const { t } = useTranslation('assist');
  const may = useMay('config.edit');
  return (
    <section className={own['part']} aria-labelledby="machine-models">
      <h2 id="machine-models">{t('page.models')}</h2>
      {all.assistants.length === 0 && <p>{t('page.noModel')}</p>}
      <ul className={own['cards']}>
        {all.assistants.map((one) => (
          <One key={one.slug} one={one} all={all} />
        ))}
      </ul>
      {may && all.assistants.length === 0 && (
        <Button variant="default" w="fit-content" component={Link} to={'/admin/assistant' as string}>
          {t('page.newModel')}
        </Button>
      )}
    </section>
  );
}
