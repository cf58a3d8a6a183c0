import { html, type TemplateResult } from 'lit';
import '../banner/banner.ts';
import '../bar/bar.ts';
import '../button/button.ts';
import '../chips/chips.ts';
import '../countdown/countdown.ts';
import '../days/days.ts';
import '../empty/empty.ts';
import '../facts/facts.ts';
import '../field/field.ts';
import '../figure-chart/figure-chart.ts';
import '../item/item.ts';
import '../keyboard/keyboard.ts';
import '../options/options.ts';
import '../qr/qr.ts';
import '../steps/steps.ts';
import '../tile/tile.ts';
import '../time-left/time-left.ts';
import '../times/times.ts';
import '../wait/wait.ts';

type Say = (zh: string, en: string) => string;

/** Every element as it stands on a screen, with words of the length that occurs. */
export const samples: Readonly<Record<string, (say: Say) => TemplateResult>> = {
  banner: (say) => html`
    <linli-banner tone="caution" heading=${say('现在没有网络', 'No network at the moment')}>
      ${say('可以继续预约,网络恢复后自动确认。', 'You can go on booking; it will be confirmed later.')}
      <linli-button slot="actions" label=${say('知道了', 'Understood')}></linli-button>
    </linli-banner>
  `,
  bar: (say) => html`
    <linli-bar
      label=${say('常用', 'Tools')}
      .items=${[
        { id: 'home', label: say('首页', 'Home'), icon: 'house' },
        { id: 'back', label: say('返回', 'Back'), icon: 'arrow-left', disabled: true },
        { id: 'help', label: say('求助', 'Call for help'), icon: 'hand-helping', tone: 'accent' },
        { id: 'listen', label: say('停止朗读', 'Stop reading'), icon: 'volume-2', pressed: true },
        { id: 'large', label: say('大字', 'Larger text'), icon: 'a-large-small' },
        { id: 'language', label: say('English', '中文'), icon: 'languages' },
        { id: 'end', label: say('结束使用', 'End visit'), icon: 'log-out' },
      ]}
    ></linli-bar>
  `,
  // Buttons stand in a row that wraps; the row is the screen's, not theirs.
  button: (say) => html`
    <div class="row">
      <linli-button
        variant="primary"
        size="large"
        icon="check"
        label=${say('预约这个时间', 'Book this time')}
      ></linli-button>
      <linli-button variant="danger" label=${say('取消这次预约', 'Cancel this appointment')}></linli-button>
      <linli-button variant="quiet" label=${say('看看其他地方', 'Look at other places')}></linli-button>
      <linli-button label=${say('返回', 'Back')} disabled></linli-button>
    </div>
  `,
  'button that is down': (say) =>
    html`<linli-button label=${say('朗读', 'Listen')} .pressed=${true}></linli-button>`,
  'tile in the accent': (say) => html`
    <linli-tile
      tone="accent"
      icon="house"
      label=${say('预约', 'Book')}
      hint=${say('医生', 'Doctors')}
    ></linli-tile>
  `,
  chips: (say) => html`
    <linli-chips
      label=${say('类别', 'Kind')}
      .options=${[
        { id: 'all', label: say('全部', 'All'), count: 24 },
        { id: 'care', label: say('康复护理与上门照料', 'Rehabilitation and care at home'), count: 8 },
      ]}
      .selected=${['all']}
    ></linli-chips>
  `,
  countdown: (say) => html`
    <linli-countdown
      value="24"
      total="45"
      label=${say('秒后回到首页', 'seconds until the start page')}
    ></linli-countdown>
  `,
  days: (say) => html`
    <linli-days
      label=${say('日期', 'Day')}
      selected="2"
      .days=${[
        {
          id: '1',
          label: say('今天', 'Today'),
          sublabel: '11-22',
          count: say('约满', 'Full'),
          disabled: true,
        },
        { id: '2', label: say('星期三', 'Wednesday'), sublabel: '11-25', count: say('剩 9 位', '9 left') },
        { id: '3', label: say('星期四', 'Thursday'), sublabel: '11-26', count: 4 },
      ]}
    ></linli-days>
  `,
  empty: (say) => html`
    <linli-empty
      icon="calendar-x"
      heading=${say('这一天约满了', 'That day is full')}
      text=${say('还有三天可以约,也可以看看其他地方。', 'Three other days are open, or look elsewhere.')}
    >
      <linli-button slot="actions" variant="primary" label=${say('换一天', 'Another day')}></linli-button>
    </linli-empty>
  `,
  facts: (say) => html`
    <linli-facts
      .rows=${[
        {
          label: say('地点', 'Place'),
          value: say('社区服务中心二楼诊室', 'Room 2, upstairs at the community hall'),
        },
        { label: say('办理时限', 'Time limit promised'), value: say('未设定', 'Not set'), unset: true },
      ]}
    ></linli-facts>
  `,
  field: (say) => html`
    <linli-field
      icon="search"
      label=${say('名称或拼音首字母', 'Name or first letters')}
      value="yl"
      hint=${say('例如 ylzc', 'For example: meals')}
      error=${say('没有找到,请核对后再输一次。', 'Nothing found. Check it and type it again.')}
    ></linli-field>
  `,
  'figure-chart': (say) => html`
    <linli-figure-chart
      baseLabel=${say('2020年', '2020')}
      targetLabel=${say('2025年', '2025')}
      .rows=${[
        {
          label: say('综合服务设施覆盖率', 'Coverage with service centres'),
          base: 85,
          baseText: '85%',
          target: 100,
          targetText: '100%',
          unit: '%',
        },
        {
          label: say('信息化水平', 'Digital services'),
          targetText: say('基本建成服务信息平台', 'Essentially complete'),
        },
      ]}
    ></linli-figure-chart>
  `,
  item: (say) => html`
    <linli-item
      chevron
      icon="stethoscope"
      heading=${say('家庭医生签约与慢性病随访管理服务', 'Family doctor sign-up and follow-up care')}
      detail=${say('周二、周四上午', 'Tuesday and Thursday mornings')}
      meta=${say('社区卫生服务站', 'Community health station')}
      badge=${say('可预约', 'Open for booking')}
      badgeTone="positive"
    ></linli-item>
  `,
  'keyboard with letters': (say) => html`
    <linli-keyboard
      .labels=${{ delete: say('删除', 'Delete'), space: say('空格', 'Space'), done: say('完成', 'Done') }}
    ></linli-keyboard>
  `,
  'keyboard with digits': (say) => html`
    <linli-keyboard
      layout="digits"
      .labels=${{ delete: say('删除', 'Delete'), done: say('完成', 'Done') }}
    ></linli-keyboard>
  `,
  options: (say) => html`
    <linli-options
      label=${say('午餐', 'Lunch')}
      .selected=${['fish']}
      .options=${[
        {
          id: 'fish',
          label: say('清蒸鱼配时令蔬菜', 'Steamed fish with vegetables'),
          detail: say('配米饭和汤', 'With rice and soup'),
          tags: [say('软烂', 'Soft'), say('低糖', 'Low in sugar'), say('少盐', 'Low in salt')],
        },
        { id: 'tofu', label: say('豆腐', 'Tofu') },
        { id: 'soup', label: say('羊肉汤', 'Mutton soup'), disabled: true },
      ]}
    ></linli-options>
  `,
  'options of which several': (say) => html`
    <linli-options
      multiple
      label=${say('其他日子', 'Other days')}
      .selected=${['1']}
      .options=${[
        { id: '1', label: say('11月24日 周二', 'Tue 24 Nov'), detail: say('还有 3 个名额', '3 left') },
        { id: '2', label: say('11月25日 周三', 'Wed 25 Nov'), detail: say('已满', 'full'), disabled: true },
      ]}
    ></linli-options>
  `,
  qr: (say) => html`
    <linli-qr
      label=${say('预约凭证', 'Booking pass')}
      .matrix=${{ size: 2, dark: [true, false, true, true] }}
    ></linli-qr>
  `,
  steps: (say) => html`
    <linli-steps
      current="1"
      .steps=${[say('选日期', 'Choose a day'), say('选时间', 'Choose a time'), say('确认', 'Confirm')]}
    ></linli-steps>
  `,
  tile: (say) => html`
    <linli-tile
      icon="calendar-check"
      label=${say('预约服务', 'Appointments')}
      hint=${say('医生、课程、场地', 'Doctors, courses, rooms')}
    ></linli-tile>
  `,
  'time-left': (say) => html`
    <linli-time-left
      .untilMs=${245_000}
      .totalMs=${300_000}
      .now=${() => 0}
      name=${say('留名额的时间', 'How long the place is kept')}
      label=${say('这个名额为您留到 10:42', 'Kept for you until 10:42')}
    >
      <linli-button label=${say('再给我一点时间', 'More time, please')}></linli-button>
    </linli-time-left>
  `,
  times: (say) => html`
    <linli-times
      label=${say('时间', 'Time')}
      selected="1"
      .slots=${[
        { id: '1', label: '09:00–09:30', detail: say('剩 3 位 · 二楼诊室', '3 left · room 2 upstairs') },
        { id: '2', label: '09:30–10:00', detail: say('约满', 'Full'), disabled: true },
      ]}
    ></linli-times>
  `,
  wait: (say) =>
    html`<linli-wait label=${say('正在查找附近的地方', 'Looking for places nearby')}></linli-wait>`,
};
