/** A queue as people think of it: who, in what order, who is asked, what changes with time; each said in words. */
import { NumberInput, Radio, Slider, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DurationInput } from '../DurationInput';
import { Fields, Group } from '../Fields';
import styles from '../Form.module.css';
import { within, type FormProps } from '../form';
import own from './Queue.module.css';
import { Calls } from './Calls';
import { RequiredSkills } from './RequiredSkills';
import { Steps } from './Steps';
import {
  askedBy,
  choiceInWords,
  clocksInWords,
  deflectionOf,
  firstInWords,
  hoursInWords,
  longInWords,
  number,
  sharesOf,
  SHARES,
  stepsOf,
  weightsOf,
  whileWaitingInWords,
  whoInWords,
  word,
  type Deflection,
} from './summary';
import { useNames } from './useNames';

const titled = (props: FormProps, name: string): string =>
  props.specs.find((one) => one.name === name)?.title ?? name;

function Order(props: FormProps) {
  const { body, set, specs, problems, readOnly } = props;
  const spec = specs.find((one) => one.name === 'order');
  return (
    <Radio.Group
      size="xs"
      aria-label={spec?.title}
      value={word(body, 'order') || 'age'}
      error={problems['order']}
      onChange={(value) => set('order', value)}
    >
      <div className={own['radios']}>
        {spec?.options.map(({ value, label }) => (
          <Radio key={value} size="xs" value={value} label={label} disabled={readOnly} />
        ))}
      </div>
    </Radio.Group>
  );
}

const OF_ORDER: Readonly<Record<string, readonly string[]>> = {
  age: ['ageing_seconds'],
  deadline: [],
  cost: ['cost_per_minute', 'handle_seconds'],
  growing_cost: ['cost_per_minute', 'handle_seconds'],
};

function First(props: FormProps) {
  const { t } = useTranslation('routing');
  const { body } = props;
  return (
    <Group title={t('section.first')} words={firstInWords(body)}>
      <Order {...props} />
      <Fields {...props} names={OF_ORDER[word(body, 'order') || 'age'] ?? []} />
      <div className={styles['pair']}>
        <Fields {...props} names={['priority', 'vip_priority']} />
      </div>
      <h3>{t('section.between')}</h3>
      <div className={styles['pair']}>
        <Fields {...props} names={['precedence', 'weight']} />
      </div>
    </Group>
  );
}

function Mix({ body, set, problems, readOnly }: FormProps) {
  const { t } = useTranslation('routing');
  const weights = weightsOf(body);
  const shares = new Map(sharesOf(weights));
  return (
    <div className={own['mix']} role="group" aria-label={t('mix')}>
      {SHARES.map((name) => (
        <div key={name}>
          <span aria-hidden>{t(`asked.${name}`)}</span>
          <Slider
            size="sm"
            color="brand"
            label={null}
            min={0}
            max={100}
            step={5}
            value={weights[name]}
            disabled={readOnly}
            thumbLabel={t(`asked.${name}`)}
            onChange={(value) => set('weights', { ...weights, [name]: value })}
          />
          <output>{t('percent', { percent: shares.get(name) ?? 0 })}</output>
        </div>
      ))}
      {within(problems, 'weights') && <p className={styles['wrong']}>{within(problems, 'weights')}</p>}
    </div>
  );
}

function Choice(props: FormProps) {
  const { t } = useTranslation('routing');
  const { body } = props;
  return (
    <Group title={t('section.asked')} words={choiceInWords(body)}>
      <Fields {...props} names={['choice']} />
      {body['choice'] === 'weighted' && <Mix {...props} />}
      {body['choice'] === 'learned' && <Fields {...props} names={['compare_percent']} />}
      <Fields {...props} names={['keep_free']} />
    </Group>
  );
}

function Deflect({ body, set, problems, readOnly }: FormProps) {
  const { t } = useTranslation('routing');
  const deflection = deflectionOf(body);
  const put = (change: Partial<Deflection>) => set('deflection', { ...deflection, ...change });
  const on = deflection.above_seconds > 0;
  return (
    <>
      <h3>{t('long.deflection')}</h3>
      <DurationInput
        label={t('long.above')}
        description={t('long.aboveHint')}
        error={problems['deflection.above_seconds']}
        readOnly={readOnly}
        value={deflection.above_seconds}
        onChange={(above_seconds) => put({ above_seconds })}
      />
      {on && (
        <>
          <Switch
            label={t('long.giveCallback')}
            checked={deflection.callback}
            disabled={readOnly}
            onChange={(event) => put({ callback: event.currentTarget.checked })}
          />
          <Switch
            label={t('long.giveEmail')}
            checked={deflection.email}
            disabled={readOnly}
            onChange={(event) => put({ email: event.currentTarget.checked })}
          />
          <TextInput
            type="url"
            label={t('long.giveLink')}
            placeholder="https://"
            value={deflection.link}
            readOnly={readOnly}
            error={problems['deflection.link']}
            onChange={(event) => put({ link: event.currentTarget.value })}
          />
        </>
      )}
    </>
  );
}

function Limit(props: FormProps) {
  const { t } = useTranslation('routing');
  const { body, set, problems, readOnly } = props;
  const limit = number(body, 'limit');
  return (
    <div className={styles['pair']}>
      <NumberInput
        hideControls
        label={titled(props, 'limit')}
        placeholder={t('long.noLimit')}
        min={0}
        clampBehavior="none"
        allowDecimal={false}
        value={limit === 0 ? '' : limit}
        readOnly={readOnly}
        error={problems['limit']}
        onChange={(next) => set('limit', next === '' ? 0 : next)}
      />
      {limit > 0 && <Fields {...props} names={['overflow']} />}
    </div>
  );
}

export function QueueForm(props: FormProps) {
  const { t } = useTranslation(['routing', 'admin']);
  const { body, set, problems, readOnly } = props;
  const names = useNames();
  return (
    <>
      <Group title={t('admin:form.general')}>
        <div className={styles['pair']}>
          <Fields {...props} names={['name', 'brand']} />
        </div>
      </Group>
      <Group title={t('section.who')} words={whoInWords(body, names)}>
        <Fields {...props} names={['teams']} />
        <RequiredSkills
          label={titled(props, 'skills')}
          skills={askedBy(body).skills}
          readOnly={readOnly}
          error={within(problems, 'skills')}
          onChange={(skills) => set('skills', skills)}
        />
        <Fields {...props} names={['match_language', 'prefer_last_agent_seconds']} />
      </Group>
      <First {...props} />
      <Choice {...props} />
      <Group title={t('section.steps')} words={whileWaitingInWords(body, names)}>
        <Steps
          start={askedBy(body)}
          steps={stepsOf(body)}
          problems={problems}
          readOnly={readOnly}
          onChange={(steps) => set('steps', steps)}
        />
      </Group>
      <Group title={t('section.long')} words={longInWords(body, names)}>
        <Limit {...props} />
        <Deflect {...props} />
      </Group>
      <Calls {...props} />
      <Group title={t('section.survey')}>
        <Fields {...props} names={['survey', ...(body['survey'] ? ['survey_every_days'] : [])]} />
      </Group>
      <Group title={t('section.clocks')} words={clocksInWords(body)}>
        <div className={styles['pair']}>
          <Fields {...props} names={['answer_within_seconds', 'offer_seconds']} />
        </div>
        <div className={styles['pair']}>
          <Fields {...props} names={['wrap_up_seconds', 'silence_seconds']} />
        </div>
      </Group>
      <Group title={t('section.hours')} words={hoursInWords(body, names.hours)}>
        <Fields {...props} names={['hours']} />
      </Group>
    </>
  );
}
