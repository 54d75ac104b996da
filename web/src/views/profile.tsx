/** My profile: what I can do, which roles fit it, and what learning something would change. */
import { useEffect } from "preact/hooks";
import { go, Link, listed, roleAddress, useAddress, withParams } from "../address";
import { Answered, useAnswer } from "../answer";
import { NameBox, RoleBox } from "../choice_box";
import { keep, kept, readProfile, source, writtenProfile, type Profile } from "../profile";
import { Scroll } from "../scroll";
import { Fitting, SkillName, type FittingQuery } from "../questions";
import { useTitle } from "../title";
import { besides, counted, fit } from "../words";
import { FromRole, ProfileEditor } from "./profile_editor";

type Match = FittingQuery["recommendRoles"][number];

export function ProfileView() {
  const address = useAddress();
  const profile = readProfile(address.params);
  const learn = listed(address.params, "learn");
  const nothing = !address.params.has("skills") && !address.params.has("tools");
  const change = (next: Profile) => {
    keep(next);
    go(withParams(address, writtenProfile(next)));
  };
  useEffect(() => {
    const own = kept();
    if (nothing && (own.skills.length || own.tools.length)) go(withParams(address, writtenProfile(own)), { replace: true });
    else if (!nothing) keep(profile);
  }, [address]);
  useTitle("My profile");
  return (
    <div class="view">
      <h1>My profile</h1>
      <form class="question" onSubmit={(event) => event.preventDefault()} aria-label="Profile">
        <FromRole change={change} />
        <ProfileEditor profile={profile} change={change} />
      </form>
      <p class="soft">It stays in this browser and in this page’s address; it is sent only as part of a question, and only to the ladder’s own server.</p>
      {profile.skills.length > 0 && <Fit profile={profile} learn={learn} />}
    </div>
  );
}

function Fit({ profile, learn }: { profile: Profile; learn: string[] }) {
  const address = useAddress();
  const after: Profile = { ...profile, skills: [...profile.skills, ...learn.map((id) => `${id}:must:critical`)] };
  const now = useAnswer(Fitting, { from: source({ role: null, ...profile })! });
  const then = useAnswer(Fitting, learn.length ? { from: source({ role: null, ...after })! } : null);
  const write = (ids: string[]) => go(withParams(address, { learn: ids.join(",") }));
  return (
    <>
      <section class="section" aria-label="What if">
        <h2>What if I learn …</h2>
        <NameBox label="A skill to try out" hint="Name or alias" kind="SKILL" choose={(id) => write([...new Set([...learn, id])])} />
        <ul class="chips" aria-label="Tried out">{learn.map((id) => <Tried key={id} id={id} remove={() => write(learn.filter((other) => other !== id))} />)}</ul>
      </section>
      <section class="section" aria-label="Path from my skills">
        <h2>A path from my skills</h2>
        <RoleBox label="Where I want to get" hint="Role or level you want" value={null} choose={(to) => to && go(withParams({ path: "/path", params: new URLSearchParams() }, { to, ...writtenProfile(profile) }))} levels />
      </section>
      <Answered asked={now}>
        {({ recommendRoles }) => <Roles now={recommendRoles} then={learn.length ? then.answer?.recommendRoles : undefined} profile={profile} />}
      </Answered>
    </>
  );
}

function Tried({ id, remove }: { id: string; remove: () => void }) {
  const { answer } = useAnswer(SkillName, { id });
  const name = answer?.skill?.name ?? id;
  return <li>{name}<button type="button" aria-label={`Remove ${name}`} onClick={remove}>×</button></li>;
}

function Roles({ now, then, profile }: { now: Match[]; then: Match[] | undefined; profile: Profile }) {
  const address = useAddress();
  const after = new Map(then?.map((match) => [match.role.id, match]));
  const before = new Map(now.map((match) => [match.role.id, match]));
  const rows = [...now, ...(then ?? []).filter(({ role }) => !before.has(role.id))];
  const to = (path: string, changes: Record<string, string | null>) => withParams({ ...address, path, params: new URLSearchParams() }, { ...writtenProfile(profile), ...changes });
  return (
    <section class="section" aria-label="Roles that fit">
      <h2>Roles that fit</h2>
      <Scroll label="Table of roles that fit">
        <table class="stacked brief">
          <thead><tr><th scope="col">Role</th><th scope="col">Fits now</th>{then && <th scope="col">If I learn that</th>}<th scope="col">Missing</th><th scope="col"><span class="unseen">Further</span></th></tr></thead>
          <tbody>
            {rows.map(({ role, missing }) => (
              <tr key={role.id}>
                <th scope="row"><Link to={roleAddress(role.id)}>{role.title}</Link> <small class="soft">{besides(role.title, role.level?.name, role.family?.name)}</small></th>
                <td data-head="Fits now">{before.has(role.id) ? fit(before.get(role.id)!.share) : <span class="soft">not among the first</span>}</td>
                {then && <td data-head="If I learn that">{after.has(role.id) ? <strong>{fit(after.get(role.id)!.share)}</strong> : <span class="soft">no longer among the first</span>}</td>}
                <td data-head="Missing">{counted((after.get(role.id)?.missing ?? missing).length, "skill")}</td>
                <td class="further"><Link to={to("/gap", { to: role.id })}>Gap</Link> <Link to={to("/path", { from: role.id })}>Plan from here</Link></td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
