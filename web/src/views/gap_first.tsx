/** What is true whatever the goal: the skills that open most roles, and the roles that fit best. */
import { Link, roleAddress, useAddress, withParams } from "../address";
import { Answered, useAnswer } from "../answer";
import { Leverage, type LeverageQuery, type SkillSource } from "../questions";
import { useVocabulary, type Known } from "../vocabulary";
import { fitting } from "../words";

type Match = LeverageQuery["recommendRoles"][number];

/** `alone`: nothing else is on the page, so it also says that there is nothing. */
export function First({ from, alone }: { from: SkillSource; alone?: boolean }) {
  const answer = useAnswer(Leverage, { from, own: from.role ? [from.role] : [] });
  return <Answered asked={answer}>{(found) => <Leveraged {...found} alone={alone} />}</Answered>;
}

function Leveraged({ skillLeverage, recommendRoles, rolesByIds, alone }: LeverageQuery & { alone?: boolean }) {
  const address = useAddress();
  const fits = notBelow(recommendRoles, rolesByIds[0]?.level?.id, useVocabulary());
  const to = (id: string) => withParams({ ...address, path: "/gap" }, { to: id });
  if (!skillLeverage.length && !fits.length) return alone ? <p class="soft">No other role asks for these skills.</p> : null;
  return (
    <div class="columns">
      {skillLeverage.length > 0 && (
        <section class="section">
          <h2>What to learn first</h2>
          <p class="soft">What opens most of the roles within reach; each counts as learned for those after it.</p>
          <ol class="ranked">
            {skillLeverage.map(({ skill, opens }) => (
              <li key={skill.id}>
                <strong>{skill.name}</strong>
                {opens.length > 0 && <span class="soft"> opens {opens.slice(0, 4).map(({ title }) => title).join(", ")}{opens.length > 4 && ` and ${opens.length - 4} more`}</span>}
              </li>
            ))}
          </ol>
        </section>
      )}
      {fits.length > 0 && (
        <section class="section">
          <h2>Roles that fit best</h2>
          {fits.some(({ share }) => share === null) && <p class="soft">Where no share stands, only the texts say how far your skills go.</p>}
          <ol class="ranked">
            {fits.map(({ role, share, missing }) => (
              <li key={role.id}>
                <Link to={roleAddress(role.id)}>{role.title}</Link> <span class="soft">{fitting(share, missing.length)}</span> <Link to={to(role.id)}>measure</Link>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

/** Without the roles on rungs below mine of which nothing tells how well they fit: on a ladder of texts all below ask for the same skills. */
export function notBelow(found: Match[], own: string | undefined, { levels }: Pick<Known, "levels">): Match[] {
  const rung = (id: string | undefined) => levels.find((level) => level.id === id);
  const mine = rung(own);
  return found.filter(({ share, role }) => {
    const theirs = rung(role.level?.id);
    return share !== null || !mine || !theirs || theirs.track !== mine.track || theirs.rank >= mine.rank;
  });
}
