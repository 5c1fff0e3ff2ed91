<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="sv_SE">
<context>
    <name>City</name>
    <message>
        <source>Helsinki</source>
        <translation>Helsingfors</translation>
    </message>
    <message>
        <source>Espoo</source>
        <translation>Esbo</translation>
    </message>
    <message>
        <source>Tampere</source>
        <translation>Tammerfors</translation>
    </message>
    <message>
        <source>Vantaa</source>
        <translation>Vanda</translation>
    </message>
    <message>
        <source>Oulu</source>
        <translation>Uleåborg</translation>
    </message>
    <message>
        <source>Turku</source>
        <translation>Åbo</translation>
    </message>
    <message>
        <source>Lahti</source>
        <translation>Lahtis</translation>
    </message>
    <message>
        <source>Pori</source>
        <translation>Björneborg</translation>
    </message>
    <message>
        <source>Vaasa</source>
        <translation>Vasa</translation>
    </message>
    <message>
        <source>Hämeenlinna</source>
        <translation>Tavastehus</translation>
    </message>
    <message>
        <source>Lappeenranta</source>
        <translation>Villmanstrand</translation>
    </message>
    <message>
        <source>Tornio</source>
        <translation>Torneå</translation>
    </message>
    <message>
        <source>Kokkola</source>
        <translation>Karleby</translation>
    </message>
    <message>
        <source>Rauma</source>
        <translation>Raumo</translation>
    </message>
    <message>
        <source>Porvoo</source>
        <translation>Borgå</translation>
    </message>
    <message>
        <source>Mikkeli</source>
        <translation>S:t Michel</translation>
    </message>
    <message>
        <source>Savonlinna</source>
        <translation>Nyslott</translation>
    </message>
    <message>
        <source>Kajaani</source>
        <translation>Kajana</translation>
    </message>
    <message>
        <source>Lohja</source>
        <translation>Lojo</translation>
    </message>
    <message>
        <source>Kerava</source>
        <translation>Kervo</translation>
    </message>
    <message>
        <source>Naantali</source>
        <translation>Nådendal</translation>
    </message>
    <message>
        <source>Raahe</source>
        <translation>Brahestad</translation>
    </message>
    <message>
        <source>Järvenpää</source>
        <translation>Träskända</translation>
    </message>
    <message>
        <source>Kirkkonummi</source>
        <translation>Kyrkslätt</translation>
    </message>
    <message>
        <source>Hanko</source>
        <translation>Hangö</translation>
    </message>
    <message>
        <source>Copenhagen</source>
        <translation>Köpenhamn</translation>
    </message>
    <message>
        <source>Helsingør</source>
        <translation>Helsingör</translation>
    </message>
    <message>
        <source>Munich</source>
        <translation>München</translation>
    </message>
    <message>
        <source>Warsaw</source>
        <translation>Warszawa</translation>
    </message>
    <message>
        <source>Vienna</source>
        <translation>Wien</translation>
    </message>
    <message>
        <source>Prague</source>
        <translation>Prag</translation>
    </message>
    <message>
        <source>Brussels</source>
        <translation>Bryssel</translation>
    </message>
    <message>
        <source>Luxembourg</source>
        <translation>Luxemburg</translation>
    </message>
    <message>
        <source>Rome</source>
        <translation>Rom</translation>
    </message>
    <message>
        <source>Milan</source>
        <translation>Milano</translation>
    </message>
    <message>
        <source>Naples</source>
        <translation>Neapel</translation>
    </message>
    <message>
        <source>Florence</source>
        <translation>Florens</translation>
    </message>
    <message>
        <source>Venice</source>
        <translation>Venedig</translation>
    </message>
    <message>
        <source>Genoa</source>
        <translation>Genua</translation>
    </message>
    <message>
        <source>Lisbon</source>
        <translation>Lissabon</translation>
    </message>
    <message>
        <source>Athens</source>
        <translation>Aten</translation>
    </message>
    <message>
        <source>Bucharest</source>
        <translation>Bukarest</translation>
    </message>
    <message>
        <source>Belgrade</source>
        <translation>Belgrad</translation>
    </message>
    <message>
        <source>Kyiv</source>
        <translation>Kyjiv</translation>
    </message>
    <message>
        <source>Kharkiv</source>
        <translation>Charkiv</translation>
    </message>
    <message>
        <source>Moscow</source>
        <translation>Moskva</translation>
    </message>
    <message>
        <source>Saint Petersburg</source>
        <translation>Sankt Petersburg</translation>
    </message>
    <message>
        <source>Yekaterinburg</source>
        <translation>Jekaterinburg</translation>
    </message>
    <message>
        <source>Arkhangel’sk</source>
        <translation>Archangelsk</translation>
    </message>
    <message>
        <source>Nizhniy Novgorod</source>
        <translation>Nizjnij Novgorod</translation>
    </message>
    <message>
        <source>Chelyabinsk</source>
        <translation>Tjeljabinsk</translation>
    </message>
    <message>
        <source>Yerevan</source>
        <translation>Jerevan</translation>
    </message>
    <message>
        <source>Tashkent</source>
        <translation>Tasjkent</translation>
    </message>
    <message>
        <source>Tehran</source>
        <translation>Teheran</translation>
    </message>
    <message>
        <source>Baghdad</source>
        <translation>Bagdad</translation>
    </message>
    <message>
        <source>Damascus</source>
        <translation>Damaskus</translation>
    </message>
    <message>
        <source>Riyadh</source>
        <translation>Riyad</translation>
    </message>
    <message>
        <source>Cairo</source>
        <translation>Kairo</translation>
    </message>
    <message>
        <source>Beijing</source>
        <translation>Peking</translation>
    </message>
    <message>
        <source>New York City</source>
        <translation>New York</translation>
    </message>
</context>
<context>
    <name>DeskPanels</name>
    <message>
        <source>Feeds</source>
        <translation>Flöden</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>och %1 till</translation>
    </message>
</context>
<context>
    <name>KeyWords</name>
    <message>
        <source>Full screen, or a window</source>
        <translation>Helskärm eller fönster</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Blanksteg</translation>
    </message>
    <message>
        <source>Hold this page, or let pages change</source>
        <translation>Håll kvar sidan, eller låt sidorna växla</translation>
    </message>
    <message>
        <source>Save a picture of the wall</source>
        <translation>Spara en bild av väggen</translation>
    </message>
    <message>
        <source>Show or hide these keys</source>
        <translation>Visa eller dölj de här tangenterna</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Avsluta</translation>
    </message>
    <message>
        <source>Previous page, or next</source>
        <translation>Föregående sida, eller nästa</translation>
    </message>
    <message>
        <source>Time stands, or goes on</source>
        <translation>Tiden står, eller går vidare</translation>
    </message>
    <message>
        <source>Shift ← →</source>
        <translation>Skift ← →</translation>
    </message>
    <message>
        <source>A minute back, or on</source>
        <translation>En minut bakåt, eller framåt</translation>
    </message>
    <message>
        <source>Ctrl ← →</source>
        <translation>Ctrl ← →</translation>
    </message>
    <message>
        <source>An hour back, or on</source>
        <translation>En timme bakåt, eller framåt</translation>
    </message>
    <message>
        <source>Ctrl Shift ← →</source>
        <translation>Ctrl Skift ← →</translation>
    </message>
    <message>
        <source>A day back, or on</source>
        <translation>En dag bakåt, eller framåt</translation>
    </message>
    <message>
        <source>Faster, or slower: 1x to 3600x</source>
        <translation>Snabbare, eller långsammare: 1x till 3600x</translation>
    </message>
    <message>
        <source>Go to a moment that you type</source>
        <translation>Gå till en tidpunkt som du skriver</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>To the oldest that is kept</source>
        <translation>Till det äldsta som finns kvar</translation>
    </message>
    <message>
        <source>End</source>
        <translation>End</translation>
    </message>
    <message>
        <source>Back to live, or to the end</source>
        <translation>Tillbaka till nu, eller till slutet</translation>
    </message>
    <message>
        <source>Show or hide how fast the wall draws</source>
        <translation>Visa eller dölj hur snabbt väggen ritar</translation>
    </message>
</context>
<context>
    <name>LegendWords</name>
    <message>
        <source>this week</source>
        <translation>den här veckan</translation>
    </message>
    <message>
        <source>, without %1</source>
        <translation>, utan %1</translation>
    </message>
    <message>
        <source>three weeks before</source>
        <translation>tre tidigare veckor</translation>
    </message>
    <message>
        <source>%1 of three weeks before</source>
        <translation>%1 av tre tidigare veckor</translation>
    </message>
    <message>
        <source>partial data</source>
        <translation>ofullständiga data</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>inga data</translation>
    </message>
    <message>
        <source>deploy</source>
        <translation>driftsättning</translation>
    </message>
    <message>
        <source>deploys</source>
        <translation>driftsättningar</translation>
    </message>
    <message>
        <source>their span today</source>
        <translation>deras spann i dag</translation>
    </message>
    <message>
        <source>this hour so far</source>
        <translation>timmen hittills</translation>
    </message>
    <message>
        <source>this hour so far: %1</source>
        <translation>timmen hittills: %1</translation>
    </message>
</context>
<context>
    <name>MinutePlot</name>
    <message>
        <source>the weeks before</source>
        <translation>veckorna före</translation>
    </message>
    <message>
        <source>now</source>
        <translation>nu</translation>
    </message>
    <message>
        <source>Purchases a minute</source>
        <translation>Köp per minut</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>inga data</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>%1; the old one goes on</source>
        <translation>%1; den gamla gäller</translation>
    </message>
    <message>
        <source>%1 (and %2 more); the old one goes on</source>
        <translation>%1 (och %2 till); den gamla gäller</translation>
    </message>
    <message>
        <source>New configuration cannot be begun (see the log); the one before goes on</source>
        <translation>Den nya konfigurationen kan inte tas i bruk (se loggen); den förra gäller</translation>
    </message>
    <message>
        <source>cannot be begun with; the log says why. Mend it and start again</source>
        <translation>kan inte tas i bruk; loggen säger varför. Rätta den och starta om</translation>
    </message>
    <message>
        <source>The configuration has no [[feed]] any more; the one before goes on</source>
        <translation>Konfigurationen har inget [[feed]] längre; den förra gäller</translation>
    </message>
    <message>
        <source>Counts in memory only: restart the wall to take the new configuration</source>
        <translation>Räknar bara i minnet: starta om väggen för den nya konfigurationen</translation>
    </message>
    <message>
        <source>The new configuration waits until the wall can save: reload it then</source>
        <translation>Den nya konfigurationen väntar tills väggen kan spara: läs in den igen då</translation>
    </message>
    <message>
        <source>The new configuration is being begun; until then these figures stand</source>
        <translation>Den nya konfigurationen tas i bruk; tills dess gäller de här siffrorna</translation>
    </message>
    <message>
        <source>The last figures before the new configuration could not be saved</source>
        <translation>De sista siffrorna före den nya konfigurationen kunde inte sparas</translation>
    </message>
    <message>
        <source>cannot be begun with; the log says why</source>
        <translation>kan inte tas i bruk; loggen säger varför</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 eller %2</translation>
    </message>
</context>
<context>
    <name>PictureWords</name>
    <message>
        <source>There is no folder for pictures</source>
        <translation>Det finns ingen mapp för bilder</translation>
    </message>
    <message>
        <source>Could not make the folder %1</source>
        <translation>Mappen %1 kunde inte skapas</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>Sparade %1</translation>
    </message>
    <message>
        <source>Could not save %1: %2</source>
        <translation>%1 kunde inte sparas: %2</translation>
    </message>
</context>
<context>
    <name>StatusWords</name>
    <message>
        <source>%1 of %2 feeds</source>
        <translation>%1 av %2 flöden</translation>
    </message>
    <message>
        <source>held</source>
        <translation>pausad</translation>
    </message>
</context>
<context>
    <name>TableWords</name>
    <message>
        <source>Merchant</source>
        <translation>Butik</translation>
    </message>
    <message>
        <source>cur/#</source>
        <translation>snittköp</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Totalt</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Övriga</translation>
    </message>
    <message>
        <source>since 1 h</source>
        <translation>på 1 tim</translation>
    </message>
    <message>
        <source>Merchant, EID, cur/#</source>
        <translation>Butik, EID, snittköp</translation>
    </message>
    <message>
        <source>last 60 minutes</source>
        <translation>senaste 60 minuterna</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>saknas</translation>
    </message>
</context>
<context>
    <name>WallTime</name>
    <message>
        <source>Nothing of the past is kept: start the wall with --store wall.db</source>
        <translation>Inget av det förflutna sparas: starta väggen med --store wall.db</translation>
    </message>
    <message>
        <source>The recording is still being read</source>
        <translation>Inspelningen läses fortfarande</translation>
    </message>
    <message>
        <source>%1 has not come yet; the newest is %2</source>
        <translation>%1 har inte kommit än; den senaste tidpunkten är %2</translation>
    </message>
    <message>
        <source>%1 is too early; the oldest is %2</source>
        <translation>%1 är för tidigt; det äldsta är %2</translation>
    </message>
    <message>
        <source>There is nothing newer</source>
        <translation>Det finns inget nyare</translation>
    </message>
    <message>
        <source>Live runs at the clock&apos;s own speed; the past at any</source>
        <translation>Nuet går i klockans takt; det förflutna i vilken som helst</translation>
    </message>
    <message>
        <source>%1x once time goes on (P)</source>
        <translation>%1x när tiden går vidare (P)</translation>
    </message>
    <message>
        <source>There is nothing older than %1</source>
        <translation>Det finns inget äldre än %1</translation>
    </message>
    <message>
        <source>Live again: nobody has asked for anything for an hour</source>
        <translation>Tillbaka till nu: ingen har bett om något på en timme</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>%1, %2 %3</source>
        <extracomment>The clock: weekday, date and time.</extracomment>
        <translation>%1 %2 %3</translation>
    </message>
    <message>
        <source>M</source>
        <comment>million</comment>
        <translation>mn</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 tim</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 dygn</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>A weekday and an hour of it: &quot;Thursday 16:00&quot;, as in &quot;on a usual Thursday 16:00&quot;.</extracomment>
        <translation>%1 kl.&#xa0;%2</translation>
    </message>
    <message>
        <source>ddd</source>
        <comment>day</comment>
        <extracomment>A day as QLocale::toString() writes it: one of the last six, one of this year, another.</extracomment>
        <translation>ddd</translation>
    </message>
    <message>
        <source>yyyy-MM-dd</source>
        <comment>day of this year</comment>
        <translation>ddd d MMMM</translation>
    </message>
    <message>
        <source>yyyy-MM-dd</source>
        <comment>day</comment>
        <translation>d MMMM yyyy</translation>
    </message>
    <message>
        <source>%1 a minute</source>
        <translation>%1 i minuten</translation>
    </message>
    <message>
        <source>No accepted purchase in the last day</source>
        <translation>Inget godkänt köp det senaste dygnet</translation>
    </message>
    <message>
        <source>No purchase of the last day says where it was made</source>
        <translation>Inget köp det senaste dygnet säger var det gjordes</translation>
    </message>
    <message>
        <source>At times without %1 of %2 feeds, %3 to %4</source>
        <translation>Tidvis utan %1 av %2 flöden, %3–%4</translation>
    </message>
    <message>
        <source>Without %1 %2 to %3</source>
        <translation>Utan %1 %2–%3</translation>
    </message>
    <message>
        <source>Without %1 %2 times, %3 to %4</source>
        <translation>Utan %1 %2 gånger, %3–%4</translation>
    </message>
    <message>
        <source>counted since</source>
        <translation>räknat sedan</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>missat</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>slut</translation>
    </message>
    <message>
        <source>ended, empty</source>
        <translation>slut, tomt</translation>
    </message>
    <message>
        <source>ended, no purchase in it</source>
        <translation>slut, inget köp i det</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fel</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>inte anslutet</translation>
    </message>
    <message>
        <source>Recording failed: %1</source>
        <translation>Inspelningen kan inte läsas: %1</translation>
    </message>
    <message>
        <source>No data since %1</source>
        <translation>Inga data sedan %1</translation>
    </message>
    <message>
        <source>No data from %1: %2</source>
        <translation>Inga data från %1: %2</translation>
    </message>
    <message>
        <source>No data from any of %1 feeds</source>
        <translation>Inga data från något av %1 flöden</translation>
    </message>
    <message>
        <source>%1 of %2 feeds</source>
        <translation>%1 av %2 flöden</translation>
    </message>
    <message>
        <source>Without %1</source>
        <translation>Utan %1</translation>
    </message>
    <message>
        <source>Without %1 since %2</source>
        <translation>Utan %1 sedan %2</translation>
    </message>
    <message>
        <source>Not saving since %1</source>
        <translation>Sparar inte sedan %1</translation>
    </message>
    <message>
        <source>The store was damaged: history starts anew at %1, the old is in %2</source>
        <translation>Databasen var skadad: historiken börjar om från %1, den gamla finns i %2</translation>
    </message>
    <message>
        <source>silent since %1, usually %2 by now</source>
        <translation>tyst sedan %1, brukar ha gett %2</translation>
    </message>
    <message>
        <source>%1 silent since %2, usually %3 by now</source>
        <translation>%1 tyst sedan %2, brukar ha gett %3</translation>
    </message>
    <message numerus="yes">
        <source>%n feeds silent since %1, usually %2 by now</source>
        <translation>
            <numerusform>%n flöde tyst sedan %1, brukar ha gett %2</numerusform>
            <numerusform>%n flöden tysta sedan %1, brukar ha gett %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1%</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>Rejecting %1 of %2: %3</source>
        <translation>Avvisar %1 av %2: %3</translation>
    </message>
    <message>
        <source>The clock is %1 behind that of %2</source>
        <translation>Klockan går %1 efter den hos %2</translation>
    </message>
    <message>
        <source>The clock is %1 ahead of that of %2</source>
        <translation>Klockan går %1 före den hos %2</translation>
    </message>
    <message>
        <source>Gap in %1 at %2, no longer there: %3</source>
        <translation>Lucka i %1 %2, finns inte kvar: %3</translation>
    </message>
    <message>
        <source>The clock looks wrong: it has lost the date; purchases wait until it is set</source>
        <translation>Klockan verkar gå fel: datumet är borta; köpen väntar tills den ställs</translation>
    </message>
    <message>
        <source>The clock looks wrong: %1 purchases are ahead of it</source>
        <translation>Klockan verkar gå fel: %1 köp ligger före den</translation>
    </message>
    <message>
        <source>The clock looks wrong: it is %1 behind what was counted</source>
        <translation>Klockan verkar gå fel: den är %1 efter det som räknats</translation>
    </message>
    <message>
        <source>The clock was set %1 forward at %2</source>
        <translation>Klockan ställdes fram %1 (%2)</translation>
    </message>
    <message>
        <source>The clock was set %1 back at %2</source>
        <translation>Klockan ställdes tillbaka %1 (%2)</translation>
    </message>
    <message>
        <source>Catching up: %1</source>
        <translation>Kommer ikapp: %1</translation>
    </message>
    <message>
        <source>Catching up %1%: %2</source>
        <translation>Kommer ikapp, %1&#xa0;%: %2</translation>
    </message>
    <message>
        <source>max</source>
        <comment>speed</comment>
        <translation>max</translation>
    </message>
    <message>
        <source>DEMO data, invented purchases</source>
        <translation>DEMO, påhittade köp</translation>
    </message>
    <message>
        <source>rejecting %1: %2</source>
        <translation>avvisar %1: %2</translation>
    </message>
    <message>
        <source>reconnecting</source>
        <translation>återansluter</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>ansluter</translation>
    </message>
    <message>
        <source>quiet, last %1</source>
        <translation>tyst, senast %1</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>väntar</translation>
    </message>
    <message>
        <source>Reading what there is</source>
        <translation>Läser det som finns</translation>
    </message>
    <message>
        <source>No purchase came</source>
        <translation>Inget köp kom</translation>
    </message>
    <message>
        <source>Waiting for the first purchase</source>
        <translation>Väntar på det första köpet</translation>
    </message>
    <message>
        <source>duplicates</source>
        <translation>dubbletter</translation>
    </message>
    <message>
        <source>late</source>
        <translation>sena</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>avvisade</translation>
    </message>
    <message>
        <source>unchecked</source>
        <translation>okontrollerade</translation>
    </message>
    <message>
        <source>resent</source>
        <translation>omsända</translation>
    </message>
    <message>
        <source>future</source>
        <translation>framtida</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>okända</translation>
    </message>
    <message>
        <source>pulses dropped</source>
        <translation>tappade pulser</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>sparar</translation>
    </message>
    <message>
        <source>copies told since</source>
        <translation>kopior känns igen sedan</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>DEMO</translation>
    </message>
    <message>
        <source>REPLAY</source>
        <translation>REPRIS</translation>
    </message>
    <message>
        <source>PAST</source>
        <translation>HISTORIK</translation>
    </message>
    <message>
        <source>new</source>
        <comment>in the top list</comment>
        <translation>ny</translation>
    </message>
    <message>
        <source>See the feeds below, or run livewall --demo</source>
        <translation>Se flödena nedan, eller kör livewall --demo</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Senaste timmen</translation>
    </message>
    <message>
        <source>#/h</source>
        <translation>köp/tim</translation>
    </message>
    <message>
        <source>Last hour (excluding none)</source>
        <translation>Senaste timmen (alla länder)</translation>
    </message>
    <message>
        <source>excluding none</source>
        <translation>alla länder</translation>
    </message>
    <message>
        <source>Last hour (excluding %1)</source>
        <translation>Senaste timmen (utan %1)</translation>
    </message>
    <message>
        <source>excluding 1 country</source>
        <translation>utan 1 land</translation>
    </message>
    <message numerus="yes">
        <source>excluding %n countries</source>
        <translation>
            <numerusform>utan %n land</numerusform>
            <numerusform>utan %n länder</numerusform>
        </translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Senaste dygnet</translation>
    </message>
    <message>
        <source>#</source>
        <translation>köp</translation>
    </message>
    <message>
        <source>No accepted purchase in the last hour</source>
        <translation>Inget godkänt köp den senaste timmen</translation>
    </message>
    <message>
        <source>No accepted purchase elsewhere in the last hour</source>
        <translation>Inget godkänt köp i övriga länder den senaste timmen</translation>
    </message>
    <message>
        <source>the hour to %1</source>
        <translation>timmen till %1</translation>
    </message>
    <message>
        <source>the %1 minutes to %2</source>
        <translation>de %1 minuterna till %2</translation>
    </message>
    <message>
        <source>%1 in %2; usual is %3, from %4 to %5</source>
        <translation>%1 under %2; vanligt är %3, mellan %4 och %5</translation>
    </message>
    <message>
        <source>Purchases as on a usual %1</source>
        <translation>Köp som en vanlig %1</translation>
    </message>
    <message>
        <source>Purchases %1% above the usual %2</source>
        <translation>Köpen %1&#xa0;% över en vanlig %2</translation>
    </message>
    <message>
        <source>Purchases %1% below the usual %2</source>
        <translation>Köpen %1&#xa0;% under en vanlig %2</translation>
    </message>
    <message>
        <source>without %1 since %2</source>
        <translation>utan %1 sedan %2</translation>
    </message>
    <message>
        <source>%1 is catching up</source>
        <translation>%1 kommer ikapp</translation>
    </message>
    <message>
        <source>not all of %1 was listened to</source>
        <translation>hela %1 hördes inte</translation>
    </message>
    <message>
        <source>Cannot tell whether this is usual</source>
        <translation>Kan inte avgöra om det är som vanligt</translation>
    </message>
    <message>
        <source>No comparison weeks yet</source>
        <translation>Inga jämförande veckor ännu</translation>
    </message>
    <message>
        <source>the weeks before are not known at this time of the week: livewallctl import</source>
        <translation>tidigare veckor är inte kända för den här tiden i veckan: livewallctl import</translation>
    </message>
    <message>
        <source>No comparison: %1</source>
        <translation>Ingen jämförelse: %1</translation>
    </message>
    <message>
        <source>%1 in %2; a holiday is like no other day</source>
        <translation>%1 under %2; en helgdag liknar ingen annan dag</translation>
    </message>
    <message>
        <source>Too few purchases to judge</source>
        <translation>För få köp för att avgöra</translation>
    </message>
    <message>
        <source>%1 in %2; usual is %3, and fewer than %4 vary too much</source>
        <translation>%1 under %2; vanligt är %3, och färre än %4 varierar för mycket</translation>
    </message>
    <message>
        <source>▼ LOW since %1</source>
        <translation>▼ LÅGT sedan %1</translation>
    </message>
    <message>
        <source>▲ HIGH since %1</source>
        <translation>▲ HÖGT sedan %1</translation>
    </message>
    <message numerus="yes">
        <source>%n holidays</source>
        <translation>
            <numerusform>%n helgdag</numerusform>
            <numerusform>%n helgdagar</numerusform>
        </translation>
    </message>
    <message>
        <source>New Year&apos;s Day</source>
        <translation>Nyårsdagen</translation>
    </message>
    <message>
        <source>Epiphany</source>
        <translation>Trettondedag jul</translation>
    </message>
    <message>
        <source>May Day</source>
        <translation>Första maj</translation>
    </message>
    <message>
        <source>National Day</source>
        <translation>Nationaldagen</translation>
    </message>
    <message>
        <source>Christmas Day</source>
        <translation>Juldagen</translation>
    </message>
    <message>
        <source>Boxing Day</source>
        <translation>Annandag jul</translation>
    </message>
    <message>
        <source>Good Friday</source>
        <translation>Långfredagen</translation>
    </message>
    <message>
        <source>Easter Day</source>
        <translation>Påskdagen</translation>
    </message>
    <message>
        <source>Easter Monday</source>
        <translation>Annandag påsk</translation>
    </message>
    <message>
        <source>Ascension Day</source>
        <translation>Kristi himmelsfärdsdag</translation>
    </message>
    <message>
        <source>Whit Sunday</source>
        <translation>Pingstdagen</translation>
    </message>
    <message>
        <source>Whit Monday</source>
        <translation>Annandag pingst</translation>
    </message>
    <message>
        <source>Midsummer Day</source>
        <translation>Midsommardagen</translation>
    </message>
    <message>
        <source>All Saints&apos; Day</source>
        <translation>Alla helgons dag</translation>
    </message>
    <message>
        <source>deploy</source>
        <translation>driftsättning</translation>
    </message>
    <message>
        <source>reading %1</source>
        <translation>läser %1</translation>
    </message>
    <message>
        <source>indexing %1</source>
        <translation>indexerar %1</translation>
    </message>
    <message>
        <source>connects to %1</source>
        <translation>ansluter till %1</translation>
    </message>
    <message>
        <source>connection refused by %1</source>
        <translation>anslutningen nekades av %1</translation>
    </message>
    <message>
        <source>%1 ended the stream</source>
        <translation>%1 avslutade strömmen</translation>
    </message>
    <message>
        <source>host not found: %1</source>
        <translation>okänd värddator: %1</translation>
    </message>
    <message>
        <source>no answer from %1</source>
        <translation>inget svar från %1</translation>
    </message>
    <message>
        <source>no such file: %1</source>
        <translation>filen finns inte: %1</translation>
    </message>
    <message>
        <source>no such folder on the way to: %1</source>
        <translation>en mapp på vägen saknas: %1</translation>
    </message>
    <message>
        <source>permission denied, let this user read: %1</source>
        <translation>saknar rätt att läsa: %1</translation>
    </message>
    <message>
        <source>no country</source>
        <translation>inget land</translation>
    </message>
    <message>
        <source>%1%2 of %3</source>
        <comment>less or more than expected</comment>
        <translation>%1%2 av %3</translation>
    </message>
    <message>
        <source>%1%</source>
        <comment>share</comment>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>Attempts, last hour</source>
        <translation>Försök, senaste timmen</translation>
    </message>
    <message>
        <source>usual %1</source>
        <translation>vanligen %1</translation>
    </message>
    <message>
        <source>Accepted of them</source>
        <translation>Varav godkända</translation>
    </message>
    <message>
        <source>Late, since start</source>
        <translation>Sena, sedan start</translation>
    </message>
    <message>
        <source>No purchase in the last 60 whole minutes, nor in the weeks before</source>
        <translation>Inget köp de senaste 60 hela minuterna och inte heller veckorna före</translation>
    </message>
    <message>
        <source>No store is known to be usual at this hour of the week</source>
        <translation>Ingen butik är känd som vanlig den här timmen i veckan</translation>
    </message>
    <message>
        <source>expected %1, saw %2</source>
        <translation>väntat %1, fick %2</translation>
    </message>
    <message>
        <source>Missing stores: nothing known to compare this hour with</source>
        <translation>Butiker som saknas: inget känt att jämföra timmen med</translation>
    </message>
    <message>
        <source>Missing stores: known from minute %1 of the hour on</source>
        <translation>Butiker som saknas: visas från minut %1 i timmen</translation>
    </message>
    <message>
        <source>No store that is usual at this hour is missing</source>
        <translation>Ingen butik som är vanlig den här timmen saknas</translation>
    </message>
    <message>
        <source>The clock of %1 skipped %2 on %3</source>
        <translation>Klockan i %1 hoppade över %2 den %3</translation>
    </message>
    <message>
        <source>Not kept: where purchases of then were made</source>
        <translation>Sparas inte: var köpen gjordes då</translation>
    </message>
    <message>
        <source>Not kept: where each purchase of then was made</source>
        <translation>Sparas inte: var varje köp gjordes då</translation>
    </message>
    <message>
        <source>%1, reading %2</source>
        <translation>%1, läser %2</translation>
    </message>
    <message>
        <source>%1 paused</source>
        <translation>%1 pausad</translation>
    </message>
    <message>
        <source>listened to</source>
        <translation>hört</translation>
    </message>
    <message>
        <source>not listened to</source>
        <translation>inte hört</translation>
    </message>
    <message>
        <source>Not kept: stores go back to %1
The week is kept for ever</source>
        <translation>Sparas inte: butikernas siffror finns från %1
Veckan sparas för alltid</translation>
    </message>
    <message>
        <source>“%1” is not a time. Write 2011-03-10 16:01, 16:01:15 or -2h</source>
        <translation>”%1” går inte att tolka. Skriv 2011-03-10 16:01, 16:01:15 eller -2h</translation>
    </message>
    <message>
        <source>over 1 min, of %1</source>
        <translation>över 1 min, av %1</translation>
    </message>
    <message>
        <source>Reading the weeks before</source>
        <translation>Läser veckorna före</translation>
    </message>
    <message>
        <source>%1, reading</source>
        <translation>%1, läser</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2</source>
        <translation>%1 kan inte öppnas: %2</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kan inte läsas: %2</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kan inte skrivas: %2</translation>
    </message>
    <message>
        <source>%1 cannot be locked: %2</source>
        <translation>%1 kan inte låsas: %2</translation>
    </message>
    <message>
        <source>%1 is in use by process %2</source>
        <translation>%1 används av process %2</translation>
    </message>
    <message>
        <source>there is no folder for %1</source>
        <translation>det finns ingen mapp för %1</translation>
    </message>
    <message>
        <source>%1 is not there</source>
        <translation>%1 finns inte</translation>
    </message>
    <message>
        <source>%1 is no database</source>
        <translation>%1 är ingen databas</translation>
    </message>
    <message>
        <source>%1 is another program&apos;s database</source>
        <translation>%1 är ett annat programs databas</translation>
    </message>
    <message>
        <source>a newer livewall wrote %1</source>
        <translation>en nyare livewall skrev %1</translation>
    </message>
    <message>
        <source>an older livewall wrote %1</source>
        <translation>en äldre livewall skrev %1</translation>
    </message>
    <message>
        <source>%1 is damaged: %2</source>
        <translation>%1 är skadad: %2</translation>
    </message>
    <message>
        <source>%1 is damaged and cannot be moved aside</source>
        <translation>%1 är skadad och kan inte flyttas undan</translation>
    </message>
    <message>
        <source>%1 holds real purchases</source>
        <translation>%1 innehåller riktiga köp</translation>
    </message>
    <message>
        <source>%1 holds invented purchases</source>
        <translation>%1 innehåller påhittade köp</translation>
    </message>
    <message>
        <source>no purchase was ever counted in %1</source>
        <translation>inget köp har någonsin räknats i %1</translation>
    </message>
    <message>
        <source>%1 keeps that time no longer</source>
        <translation>%1 har inte kvar den tiden</translation>
    </message>
    <message>
        <source>too much came in meanwhile</source>
        <translation>för mycket kom in under tiden</translation>
    </message>
</context>
<context>
    <name>livewall::widgets::Basemap</name>
    <message>
        <source>The map&apos;s tiles are not installed</source>
        <translation>Kartans rutor är inte installerade</translation>
    </message>
    <message>
        <source>There are no map tiles in %1</source>
        <translation>Det finns inga kartrutor i %1</translation>
    </message>
</context>
<context>
    <name>livewall::widgets::DeskPage</name>
    <message>
        <source>Operations desk</source>
        <translation>Driftcentral</translation>
    </message>
    <message>
        <source>Operations desk: %1 only, 0 for all</source>
        <translation>Driftcentral: bara %1, 0 för alla</translation>
    </message>
    <message>
        <source>Missing by country</source>
        <translation>Saknas per land</translation>
    </message>
    <message>
        <source>last hour</source>
        <translation>senaste timmen</translation>
    </message>
    <message>
        <source>Missing by store</source>
        <translation>Saknas per butik</translation>
    </message>
    <message>
        <source>this hour</source>
        <translation>denna timme</translation>
    </message>
    <message>
        <source>Kept for all countries together: press 0</source>
        <translation>Finns bara för alla länder: tryck 0</translation>
    </message>
</context>
<context>
    <name>livewall::widgets::FiguresPlate</name>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>Event to glass</source>
        <translation>Från händelse till bild</translation>
    </message>
    <message>
        <source>A frame</source>
        <translation>En bild</translation>
    </message>
    <message>
        <source>From frame to frame</source>
        <translation>Från bild till bild</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>Bilder i sekunden</translation>
    </message>
    <message>
        <source>Events a second</source>
        <translation>Händelser i sekunden</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Minne</translation>
    </message>
    <message>
        <source>The last %1 s</source>
        <translation>Senaste %1 s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>livewall::widgets::HelpOverlay</name>
    <message>
        <source>Keys</source>
        <translation>Tangenter</translation>
    </message>
</context>
<context>
    <name>livewall::widgets::MapPage</name>
    <message>
        <source>Live map</source>
        <translation>Livekarta</translation>
    </message>
</context>
<context>
    <name>livewall::widgets::MomentPanel</name>
    <message>
        <source>Go to</source>
        <translation>Gå till</translation>
    </message>
    <message>
        <source>2011-03-10 16:01, 16:01:15 or -2h; as the clock shows it in %1. Enter goes there, Esc does not.</source>
        <translation>2011-03-10 16:01, 16:01:15 eller -2h; som klockan visar i %1. Enter går dit, Esc gör det inte.</translation>
    </message>
</context>
<context>
    <name>livewall::widgets::SetUpScreen</name>
    <message>
        <source>No feed yet</source>
        <translation>Inget flöde ännu</translation>
    </message>
    <message>
        <source>The configuration cannot be used</source>
        <translation>Konfigurationen kan inte användas</translation>
    </message>
    <message>
        <source>Say where purchases come from. In %1:</source>
        <translation>Ange var köpen kommer ifrån. I %1:</translation>
    </message>
    <message>
        <source>and %1 more: livewallctl check-config</source>
        <translation>och %1 till: livewallctl check-config</translation>
    </message>
    <message>
        <source>This wall begins by itself as soon as the file can be used.</source>
        <translation>Väggen startar av sig själv så snart filen kan användas.</translation>
    </message>
    <message>
        <source>livewallctl check-config   what is wrong with it</source>
        <translation>livewallctl check-config   vad som är fel i den</translation>
    </message>
    <message>
        <source>livewall --demo   how it looks, with invented purchases</source>
        <translation>livewall --demo   hur det ser ut, med påhittade köp</translation>
    </message>
    <message>
        <source>Q   quits</source>
        <translation>Q   avslutar</translation>
    </message>
</context>
<context>
    <name>livewall::widgets::TopPage</name>
    <message>
        <source>Top 10 Stores (# accepted transactions)</source>
        <translation>Topp 10 butiker (antal godkända köp)</translation>
    </message>
</context>
<context>
    <name>livewall::widgets::WeekChart</name>
    <message>
        <source>partial</source>
        <translation>ofullständigt</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>inga data</translation>
    </message>
    <message>
        <source>purchases an hour</source>
        <translation>köp i timmen</translation>
    </message>
</context>
<context>
    <name>livewall::widgets::WeekPage</name>
    <message>
        <source>One week, three comparison weeks in the background (per hour)</source>
        <translation>En vecka, tre jämförande veckor i bakgrunden (per timme)</translation>
    </message>
</context>
</TS>
