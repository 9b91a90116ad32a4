/** The flow's own tests: run them, see what went otherwise than written, and which nodes no test goes through. */
import { ActionIcon, Button, Switch, TextInput } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleXFilled, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { momentShort } from '@/ui/time';
import { channelWord, nodeWord, sayWhy } from '../words';
import type { Golden } from '../model/flow';
import styles from '../inspector/Form.module.css';
import said from './Panels.module.css';
import { runTests, type TestsShown } from '../questions';
import { useDesigner, useStore } from '../useDesigner';

type Result = TestsShown['results'][number];

function TestLine({ test, index, result }: { test: Golden; index: number; result: Result | undefined }) {
  const { t } = useTranslation('flows');
  const store = useStore();
  const readOnly = useDesigner((state) => state.readOnly);
  const change = (next: (tests: Golden[]) => Golden[]) =>
    store
      .getState()
      .edit((flow) => ({ ...flow, tests: next([...(flow.tests ?? [])]) }), `test.${String(index)}`);
  return (
    <li>
      <div className={said['testHead']}>
        {result &&
          (result.passed ? (
            <IconCircleCheckFilled size={16} data-tone="ok" aria-label={t('tests.passed')} />
          ) : (
            <IconCircleXFilled size={16} data-tone="bad" aria-label={t('tests.failed')} />
          ))}
        <TextInput
          aria-label={t('tests.nameNo', { n: index + 1 })}
          value={test.name}
          maxLength={120}
          readOnly={readOnly}
          onChange={(event) => {
            const { value } = event.currentTarget;
            change((tests) => tests.map((one, at) => (at === index ? { ...one, name: value } : one)));
          }}
        />
        {!readOnly && (
          <ActionIcon
            aria-label={t('tests.remove', { name: test.name })}
            onClick={() => change((tests) => tests.filter((_, at) => at !== index))}
          >
            <IconTrash size={15} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <small>
        {t('tests.about', {
          channel: channelWord(test.channel ?? 'webchat'),
          at: test.at ? momentShort(Date.parse(test.at)) : '',
          count: test.turns?.length ?? 0,
        })}
      </small>
      {result?.failures.map((failure, at) => (
        <p key={at} className={styles['wrong']}>
          {failure.turn > 0 ? t('tests.turn', { n: failure.turn }) : t('tests.beginning')} {failure.text}
        </p>
      ))}
    </li>
  );
}

export function TestsPanel({ slug }: { slug: string }) {
  const { t } = useTranslation('flows');
  const store = useStore();
  const tests = useDesigner((state) => state.flow.tests) ?? [];
  const shown = useDesigner((state) => state.covered !== null);
  const nodes = useDesigner((state) => state.flow.nodes);
  const [found, setFound] = useState<TestsShown | null>(null);
  const run = useMutation({
    mutationFn: () => runTests(slug, store.getState().flow),
    onSuccess: (answer) => {
      setFound(answer);
      store.setState({ covered: new Set(answer.covered) });
    },
  });
  const all = Object.keys(nodes).length;
  const covered = found ? Object.keys(nodes).filter((id) => found.covered.includes(id)).length : 0;
  if (tests.length === 0) {
    return (
      <div className={styles['form']}>
        <h2>{t('tests.none')}</h2>
        <p className={styles['quiet']}>{t('tests.noneHint')}</p>
        <Button variant="light" onClick={() => store.setState({ panel: 'simulator' })}>
          {t('tests.record')}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles['form']}>
      <div className={styles['tools']}>
        <Button
          size="compact-sm"
          leftSection={<IconPlayerPlay size={14} />}
          loading={run.isPending}
          onClick={() => run.mutate()}
        >
          {t('tests.run')}
        </Button>
        <span role="status" className={styles['quiet']}>
          {found &&
            t('tests.sum', {
              passed: found.results.filter((one) => one.passed).length,
              count: found.results.length,
              covered,
              all,
            })}
        </span>
      </div>
      {found && (
        <Switch
          label={t('tests.cover')}
          checked={shown}
          onChange={(event) =>
            store.setState({ covered: event.currentTarget.checked ? new Set(found.covered) : null })
          }
        />
      )}
      {run.isError && (
        <p className={styles['wrong']} role="alert">
          {sayWhy(run.error)}
        </p>
      )}
      <ul className={said['tests']}>
        {tests.map((test, index) => (
          <TestLine key={index} test={test} index={index} result={found?.results[index]} />
        ))}
      </ul>
      {found && found.missed.length > 0 && (
        <section>
          <h3>{t('tests.missed', { count: found.missed.length })}</h3>
          <div className={styles['chips']}>
            {found.missed.slice(0, 40).map((id) => (
              <button
                key={id}
                type="button"
                className={said['link']}
                onClick={() => store.getState().show(id, 'tests')}
              >
                {nodeWord(store.getState(), id)}
              </button>
            ))}
          </div>
        </section>
      )}
    </div>
  );
}
