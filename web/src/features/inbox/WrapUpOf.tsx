/** The wrap-up of a conversation that is not on the screen: for whoever has just talked in it. */
import { WrapUp } from './WrapUp';
import { useConversation } from './questions';

export function WrapUpOf({ conversation: id }: { conversation: string }) {
  const { conversation } = useConversation(id);
  return conversation ? <WrapUp conversation={conversation} /> : null;
}
