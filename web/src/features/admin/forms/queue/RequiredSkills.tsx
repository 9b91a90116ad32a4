/** Skills with the least level of each. */
import type { Required } from '@/ui/rules';
import { Levels } from '../Levels';
import { useReferences } from '../choices';

interface Props {
  label: string;
  description?: string;
  skills: readonly Required[];
  readOnly: boolean;
  error: string | undefined;
  onChange: (skills: Required[]) => void;
}

export function RequiredSkills({ skills, onChange, ...rest }: Props) {
  const options = useReferences(
    'skill',
    skills.map((one) => one.skill),
  );
  return (
    <Levels
      {...rest}
      items={skills.map(({ skill, level }) => ({ name: skill, level }))}
      options={options}
      onChange={(items) => onChange(items.map(({ name, level }) => ({ skill: name, level })))}
    />
  );
}
