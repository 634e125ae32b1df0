import { z } from 'zod'
import { joiningSchema } from '../network/joining-settings.js'

export type { JoiningSettings } from '../network/joining-settings.js'

const network = (rehoming: boolean, description: string) => joiningSchema(rehoming).prefault({}).meta({ description })

/** `joining:` how nodes find their way back into the networks of which they share a channel. */
export const joining = z
  .strictObject({
    nan: network(true, 'By which endpoints join their DAP.'),
    fan: network(true, 'By which feeder devices join their FAN gateway.'),
    'public-mobile': network(false, 'By which nodes register with the base station of an operator.'),
    substation: network(false, 'By which the devices of a substation join its controller.'),
    han: network(false, 'By which the devices of a home join its interface.'),
  })
  .prefault({})
  .meta({
    description:
      'How a node that was down, or whose way was, joins its network again. It counts only where something can fail, and where the nodes of the network share a channel.',
  })
