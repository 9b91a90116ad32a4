/** Other teams and skills for somebody at work, at once, with a way back. */
import { Button, Checkbox, Modal, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import { Refused, sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from './Board.module.css';
import { moveAgent, type Abilities, type AgentNow } from './questions';

const LEVELS = ['0', '1', '2', '3', '4', '5'] as const;

/** Does it and says so, with the way back. */
export async function moved(agent: AgentNow, to: Abilities, said: string): Promise<void> {
  const before = await moveAgent(agent.id, to);
  toast.done(
    said,
    () => void moveAgent(agent.id, before).catch((error: unknown) => toast.failed(sayProblem(error))),
  );
}

export function AbilitiesDialog({ agent, onClose }: { agent: AgentNow; onClose: () => void }) {
  const { t } = useTranslation(['admin', 'desk']);
  const { teams, skills } = useCatalog();
  const [chosen, setChosen] = useState<string[]>(agent.teams);
  const [levels, setLevels] = useState<Record<string, number>>(agent.skills);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async () => {
    setBusy(true);
    try {
      const kept = Object.fromEntries(Object.entries(levels).filter(([, level]) => level > 0));
      await moved(agent, { teams: chosen, skills: kept }, t('board.abilitiesSaved', { name: agent.name }));
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('board.abilitiesOf', { name: agent.name })}
      closeButtonProps={{ 'aria-label': t('board.close') }}
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className={styles['quiet']}>{t('board.abilitiesHint', { name: agent.name })}</p>
        <Checkbox.Group size="xs" label={t('section.team')} value={chosen} onChange={setChosen}>
          <div className={styles['checks']}>
            {teams.map((team) => (
              <Checkbox key={team.slug} radius="xs" value={team.slug} label={team.name} />
            ))}
          </div>
        </Checkbox.Group>
        {skills.map((skill) => (
          <NativeSelect
            key={skill.slug}
            size="xs"
            label={skill.name}
            value={String(levels[skill.slug] ?? 0)}
            data={LEVELS.map((value) => ({
              value,
              label: value === '0' ? t('desk:common.none') : t('level.one', { level: value }),
            }))}
            onChange={(event) => setLevels({ ...levels, [skill.slug]: Number(event.currentTarget.value) })}
          />
        ))}
        <Refused error={problem} />
        <div className={styles['doing']}>
          <Button type="submit" loading={busy}>
            {t('desk:common.save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('desk:common.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
