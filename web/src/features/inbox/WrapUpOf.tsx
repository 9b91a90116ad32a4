/** The wrap-up of a conversation that is not on the screen: for whoever has just talked in it. */
import { useEffect } from 'react';
import { useMe } from '@/api/session';
import { WrapUp } from './WrapUp';
import { useConversation } from './questions';

interface Props {
  conversation: string;
  /** Whether something of it is being wrapped up by me. */
  tell: (wrapping: boolean) => void;
}

export function WrapUpOf({ conversation: id, tell }: Props) {
  const { conversation } = useConversation(id);
  const { user } = useMe();
  const mine = conversation?.interactions.filter((work) => work.agent?.id === user.id);
  const wrapping = mine?.some((work) => work.state === 'wrap_up') ?? false;
  useEffect(() => {
    tell(wrapping);
    return () => tell(false);
  }, [tell, wrapping]);
  return conversation ? <WrapUp conversation={conversation} /> : null;
}
