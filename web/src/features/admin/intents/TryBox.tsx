/** A sentence, and what is understood of it: what, how surely, by which examples, and the values in it. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '@/ui/Bits';
import { sayProblem } from '@/ui/problem';
import styles from './Intents.module.css';
import { namer, percentIn, useIntents, useTry, type Tried } from './questions';

type SlotKey = 'email' | 'iban' | 'nif' | 'money' | 'date' | 'time' | 'phone' | 'order' | 'number';

function Understood({ tried }: { tried: Tried }) {
  const { t, i18n } = useTranslation('intents');
  const intents = useIntents();
  const name = namer(intents.data?.items, i18n.language);
  const percent = percentIn(i18n.language);
  return (
    <div role="status">
      <p>
        {tried.person && <Chip tone="note">{t('try.person')}</Chip>}{' '}
        <Chip tone={tried.known ? 'ok' : 'warn'}>{t(tried.known ? 'try.known' : 'try.unknown')}</Chip>{' '}
        {tried.wanted.length > 1 && (
          <>
            <Chip>{t('try.several')}</Chip> {tried.wanted.map(name).join(' · ')}
          </>
        )}
      </p>
      <div className={styles['understood']}>
        {tried.intents.length > 0 && (
          <ul aria-label={t('try.known')}>
            {tried.intents.map((one) => (
              <li key={one.slug} className={styles['sure']}>
                <span>{name(one.slug)}</span>
                <span className={styles['bar']} aria-hidden>
                  <span style={{ width: percent(one.sure).replace(/\s/g, '') }} />
                </span>
                <span className={styles['figure']} aria-label={t('try.sure', { percent: percent(one.sure) })}>
                  {percent(one.sure)}
                </span>
              </li>
            ))}
          </ul>
        )}
        {tried.like.length > 0 && (
          <div>
            <h3>{t('try.by')}</h3>
            <ul>
              {tried.like.map((one) => (
                <li key={one.text}>
                  {one.text} <span className={styles['quiet']}>{name(one.slug)}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
        {tried.slots.length > 0 && (
          <div>
            <h3>{t('try.slots')}</h3>
            <ul>
              {tried.slots.map((one) => (
                <li key={`${one.kind}${one.said}`}>
                  {t(`slot.${one.kind as SlotKey}`)}: {one.said}{' '}
                  <span className={styles['quiet']}>{one.value}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </div>
  );
}

export function TryBox() {
  const { t } = useTranslation('intents');
  const [text, setText] = useState('');
  const asking = useTry();
  return (
    <section className={styles['try']} aria-label={t('try.title')}>
      <h2>{t('try.title')}</h2>
      <form
        className={styles['ask']}
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) asking.mutate(text);
        }}
      >
        <TextInput
          label={t('try.label')}
          value={text}
          maxLength={2000}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={asking.isPending} disabled={!text.trim()}>
          {t('try.go')}
        </Button>
      </form>
      {asking.isError && <p role="alert">{sayProblem(asking.error)}</p>}
      {asking.data ? <Understood tried={asking.data} /> : <p className={styles['quiet']}>{t('try.empty')}</p>}
    </section>
  );
}
