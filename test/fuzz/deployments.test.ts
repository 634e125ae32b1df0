import { it } from 'vitest'
import { deployments, readDeployment } from './deployments.js'
import { asked, hunt } from './hunt.js'

it('a deployment, whatever it says, is taken or refused with a place', { timeout: 3_600_000 }, () =>
  hunt(deployments, readDeployment, asked('deployments', 200)),
)
