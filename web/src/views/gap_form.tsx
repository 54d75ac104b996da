import { go, useAddress, withParams } from "../address";
import { AskButton } from "../answer";
import { RoleBox } from "../choice_box";
import { keep, readGap, writtenProfile, type Profile } from "../profile";
import { ProfileEditor, profileOf } from "./profile_editor";

export function GapForm() {
  const address = useAddress();
  const { role, skills, tools, to } = readGap(address.params);
  const change = (changes: Record<string, string | null>) => go(withParams({ ...address, path: "/gap" }, changes));
  const have = (profile: Profile) => {
    keep(profile);
    change({ role: null, ...writtenProfile(profile) });
  };
  return (
    <form class="question" onSubmit={(event) => event.preventDefault()} aria-label="Gap">
      <div class="ends two">
        <div>
          <RoleBox label="I have the skills of" hint="A role you hold" value={role} choose={(id) => change({ role: id, skills: null, tools: null })} />
          {role && <AskButton class="quiet" ask={() => profileOf(role).then(have)}>Make a list of its skills, to change it</AskButton>}
        </div>
        <RoleBox label="I want to be" hint="The role you want" value={to} choose={(id) => change({ to: id })} />
      </div>
      {!role && <ProfileEditor profile={{ skills, tools }} change={have} />}
    </form>
  );
}
