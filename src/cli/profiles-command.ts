import { Command, Option } from 'commander'
import { InputError } from '../input/problems.js'
import { json } from '../report/folder.js'
import { profileJson, profilesCsv, profilesText, profileText } from '../report/profile-list.js'
import { allProfiles, readProfile, type Profile } from '../srs/profile.js'

interface ProfilesOptions {
  json?: boolean
  csv?: boolean
}

export function profilesCommand(): Command {
  return new Command('profiles')
    .description('The deployment profiles of the SRS (4.20.3), and what their letters mean.')
    .argument('[code]', 'one profile, such as ACvIW or "ARHEM3CvIW + DCSIRsF" (default: all of them)')
    .addOption(new Option('--json', 'prints JSON').conflicts('csv'))
    .option('--csv', 'prints one line a profile')
    .addHelpText('after', '\nExample:\n  $ sgsim profiles "ARHEM3CvIW + DCSIRsF"')
    .action(act)
}

function act(code: string | undefined, options: ProfilesOptions): void {
  const profiles = (code === undefined ? [...allProfiles()] : [code]).map((text) =>
    profileNamed(text, 'sgsim profiles'),
  )
  if (options.json) process.stdout.write(json(profiles.map(profileJson)))
  else if (options.csv) process.stdout.write(profilesCsv(profiles))
  else process.stdout.write(code === undefined ? profilesText() : profileText(profiles[0]!))
}

export function profileNamed(text: string, origin: string): Profile {
  const profile = readProfile(text)
  if ('problem' in profile) throw InputError.of(origin, profile.problem)
  return profile.value
}
